// The live count: the list is asked for anew every few seconds while the page is looked at.
const box = document.querySelector("[data-live]");
const WAIT = 5000;

async function refresh() {
  // What somebody is about to press stays under their finger.
  if (document.hidden || box.contains(document.activeElement)) return;
  try {
    const answer = await fetch(box.dataset.live, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return;
    const html = await answer.text();
    if (html !== box.dataset.shown) { box.innerHTML = html; box.dataset.shown = html; }
  } catch { /* no connection: asked again */ }
}
setInterval(refresh, WAIT);
document.addEventListener("visibilitychange", refresh);
