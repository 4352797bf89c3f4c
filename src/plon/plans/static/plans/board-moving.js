// Order and links: by mouse and finger (drag the grip), and by keyboard alone (Space takes, arrows move, Space puts).
import { ask, busyWhen, made, refresh, say } from "./board-page.js";

const tools = document.getElementById("tools");
const planUrl = location.pathname;

export function movable(board, { mount, open }) {
  let drag = null;
  let held = null;
  const line = Object.assign(document.createElement("li"), { className: "drop-line" });
  busyWhen(() => Boolean(drag || held));

  const siblings = (card) => [...card.parentElement.querySelectorAll(":scope > .item")];
  const isLinkable = (card) => ["result", "group"].includes(card.dataset.kind);

  async function post(address, fields) {
    const body = new FormData(tools);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const response = await ask(address, { method: "POST", body });
    if (!response.ok && response.status !== 422) throw new Error(String(response.status));
    return response;
  }

  // The place is told by the neighbours: a narrowed board does not show every card of the list.
  async function putAt(card, back) {
    const after = card.previousElementSibling?.dataset.id ?? "";
    const before = card.nextElementSibling?.dataset.id ?? "";
    try {
      await post(`${planUrl}${card.dataset.kind}/${card.dataset.id}/place/`, { after, before });
      refresh();
    } catch { back(); say("failed"); }
  }

  async function link(item, activity) {
    try {
      const response = await post(`${planUrl}connect/`, { activity: activity.dataset.id, item: item.dataset.id });
      if (response.status === 422) { mount(made(await response.text()), item); return; }
      say("linked");
      refresh();
      activity.classList.add("is-linked");
      setTimeout(() => activity.classList.remove("is-linked"), 1500);
    } catch { say("failed"); }
  }

  function placeOf(card) {
    const [parent, next] = [card.parentElement, card.nextElementSibling];
    return () => parent.insertBefore(card, next?.isConnected ? next : null);
  }

  board.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    const card = grip.closest(".item");
    drag = { card, grip, x: event.clientX, y: event.clientY, isMoving: false, back: placeOf(card) };
    grip.setPointerCapture(event.pointerId);
  });
  board.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
    drag.isMoving = true;
    drag.card.classList.add("is-held");
    board.dataset.dragging = drag.card.dataset.kind;
    drag.target?.classList.remove("is-target");
    drag.target = null;
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".item, .items, .drop-line");
    const edge = board.getBoundingClientRect();
    if (event.clientX > edge.right - 40) board.scrollLeft += 14; else if (event.clientX < edge.left + 40) board.scrollLeft -= 14;
    if (event.clientY > innerHeight - 60) scrollBy(0, 14); else if (event.clientY < 60) scrollBy(0, -14);
    if (over === line) return;
    line.remove();
    if (!over || over === drag.card) return;
    const kind = drag.card.dataset.kind;
    if (over.matches(".item-activity") && isLinkable(drag.card)) {
      drag.target = over;
      over.classList.add("is-target");
    } else if (over.matches(`.item-${kind}`) && kind !== "result" && over.parentElement === drag.card.parentElement) {
      const box = over.getBoundingClientRect();
      if (event.clientY > box.top + box.height / 2) over.after(line); else over.before(line);
    }
  });
  function release() {
    drag.card.classList.remove("is-held");
    drag.target?.classList.remove("is-target");
    delete board.dataset.dragging;
  }
  board.addEventListener("pointerup", () => {
    if (!drag) return;
    const { card, target, back } = drag;
    release();
    drag = null;
    if (target) link(card, target);
    else if (line.isConnected) { line.replaceWith(card); putAt(card, back); }
    line.remove();
  });
  board.addEventListener("pointercancel", () => { if (drag) { release(); line.remove(); drag = null; } });

  board.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    const card = grip.closest(".item");
    const told = () => ({ place: siblings(card).indexOf(card) + 1, count: siblings(card).length });
    if (card.dataset.kind === "result") {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      open(card.querySelector("[data-link]"), card);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (held) {
        const { back } = held;
        held = null;
        card.classList.remove("is-held");
        say("put");
        putAt(card, back);
      } else {
        held = { card, back: placeOf(card) };
        card.classList.add("is-held");
        say("taken", told());
      }
    } else if (held && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      const other = event.key === "ArrowUp" ? card.previousElementSibling : card.nextElementSibling;
      if (!other?.matches(".item")) return;
      if (event.key === "ArrowUp") other.before(card); else other.after(card);
      grip.focus();
      say("moved", told());
    } else if (held && event.key === "Escape") {
      event.preventDefault();
      held.back();
      held = null;
      card.classList.remove("is-held");
      grip.focus();
      say("left");
    }
  });
  // Who walks away with a card in hand leaves it where it was.
  board.addEventListener("focusout", (event) => {
    if (!held || event.relatedTarget === null || held.card.contains(event.relatedTarget)) return;
    held.back();
    held.card.classList.remove("is-held");
    held = null;
    say("left");
  });
}
