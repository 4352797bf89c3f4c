// Notes are saved when one leaves them, so that an arrow pressed next takes nothing away. Drag entries by their grip; the arrows beside them do the same without a mouse and without JavaScript.
const list = document.getElementById("entries");
const form = document.getElementById("order-form");
const state = document.getElementById("order-state");
let held = null;
let before = "";

const order = () => [...list.children].map((line) => line.dataset.entry).join(",");

function say(words, isFailed) {
  state.textContent = words;
  state.classList.toggle("is-failed", isFailed);
}

async function save(back) {
  form.elements.order.value = order();
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (response.type !== "opaqueredirect" && !response.ok) throw new Error(String(response.status));
    say(state.dataset.saved, false);
  } catch {
    back();
    say(state.dataset.failed, true);
  }
}

function letGo(event, isKept) {
  if (!held) return;
  const { line, place, grip } = held;
  held = null;
  line.classList.remove("is-held");
  if (grip.hasPointerCapture(event.pointerId)) grip.releasePointerCapture(event.pointerId);
  const back = () => list.insertBefore(line, place);
  if (!isKept) back();
  else if (order() !== before) save(back);
}

list?.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  const line = grip.closest(".bench-line");
  before = order();
  held = { line, grip, place: line.nextElementSibling };
  line.classList.add("is-held");
  grip.setPointerCapture(event.pointerId);
});
list?.addEventListener("pointermove", (event) => {
  if (!held) return;
  if (event.clientY > innerHeight - 60) scrollBy(0, 14); else if (event.clientY < 60) scrollBy(0, -14);
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".bench-line");
  if (!over || over === held.line || over.parentElement !== list) return;
  const box = over.getBoundingClientRect();
  if (event.clientY > box.top + box.height / 2) over.after(held.line); else over.before(held.line);
});
list?.addEventListener("pointerup", (event) => letGo(event, true));
list?.addEventListener("pointercancel", (event) => letGo(event, false));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held) letGo({ pointerId: -1 }, false);
});

list?.addEventListener("change", async (event) => {
  const note = event.target.closest("textarea[name=note]");
  if (!note) return;
  const body = new FormData(note.form);
  body.set("quiet", "1");
  try {
    const response = await fetch(note.form.action, { method: "POST", body, keepalive: true });
    if (response.status !== 204) throw new Error(String(response.status));
    say(state.dataset.noted, false);
  } catch { say(state.dataset.unnoted, true); }
});
