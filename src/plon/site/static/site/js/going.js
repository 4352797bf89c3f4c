// The progress of lengthy work: asked for anew while it is done and somebody looks.
const box = document.querySelector("[data-work]");
const WAIT = 1500;

async function refresh() {
  if (!box.querySelector("[data-going]")) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(box.dataset.work, { headers: { Accept: "text/html" }, redirect: "error" });
      if (answer.ok) {
        const html = await answer.text();
        if (html !== box.dataset.shown && !box.contains(document.activeElement)) { box.innerHTML = html; box.dataset.shown = html; }
      }
    } catch { /* no connection: asked again */ }
  }
  setTimeout(refresh, WAIT);
}
if (box) setTimeout(refresh, WAIT);
