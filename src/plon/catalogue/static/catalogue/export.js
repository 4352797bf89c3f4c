// How far a list is: asked for anew while it is made and somebody looks.
const box = document.querySelector("[data-export]");
const WAIT = 1500;

async function refresh() {
  if (!box.querySelector("[data-going]")) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(box.dataset.export, { headers: { "X-Part": "state" }, redirect: "error" });
      if (answer.ok) box.innerHTML = await answer.text();
    } catch { /* no connection: asked again */ }
  }
  setTimeout(refresh, WAIT);
}
if (box) setTimeout(refresh, WAIT);
