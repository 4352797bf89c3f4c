// The device's side of the quick log on every page: the worker is begun where it is needed, and who signs out is asked
// what becomes of what the device keeps.

const DATABASE = "plon-now";
const PAGES = "plon-pages";
const meta = document.querySelector('meta[name="plon-offline"]');

async function keepThisPage() {
  if (!("caches" in globalThis)) return;
  const answer = await fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (answer.ok && !answer.redirected && answer.headers.get("Plon-Keep") === "now") await (await caches.open(PAGES)).put(location.pathname, answer);
}

if (document.querySelector("[data-now]") && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(meta.dataset.worker, { scope: "/" })
    // The first visit was not seen by the worker.
    .then(() => navigator.serviceWorker.ready).then(() => (navigator.onLine ? keepThisPage() : null)).catch(() => {});
}

// How many entries wait on this device; asked without making the database where there is none.
async function waiting() {
  const known = await indexedDB.databases?.() ?? [];
  if (!known.some((each) => each.name === DATABASE)) return 0;
  return new Promise((resolve) => {
    const request = indexedDB.open(DATABASE);
    request.onerror = () => resolve(0);
    request.onsuccess = () => {
      const database = request.result;
      const finish = (count) => { database.close(); resolve(count); };
      if (!database.objectStoreNames.contains("entries")) { finish(0); return; }
      const counting = database.transaction("entries").objectStore("entries").count();
      counting.onsuccess = () => finish(counting.result);
      counting.onerror = () => finish(0);
    };
  });
}

const forgetPages = () => (("caches" in globalThis) ? caches.delete(PAGES) : Promise.resolve());
const forgetEntries = () => new Promise((resolve) => {
  const request = indexedDB.deleteDatabase(DATABASE);
  request.onsuccess = request.onerror = request.onblocked = () => resolve();
});

// Signing out: kept pages go; what was not sent yet is the person's to decide on.
for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const leave = async () => { await forgetPages().catch(() => {}); form.submit(); };
    const dialog = document.getElementById("signing-out");
    const count = await waiting().catch(() => 0);
    if (!count || !dialog?.showModal) { await leave(); return; }
    dialog.querySelector("[data-count]").textContent = count;
    dialog.querySelector("[data-keep]").onclick = leave;
    dialog.querySelector("[data-forget]").onclick = async () => { await forgetEntries(); await leave(); };
    dialog.showModal();
  }, { capture: true });
}
