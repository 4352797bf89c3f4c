// The board made pleasant: cards change in place, are dragged or moved by keyboard, and are linked by dropping
// one on the other. Without it the same links and buttons lead to pages.
import { forget, watch } from "../site/js/drafts.js";

const board = document.getElementById("board");
const tools = document.getElementById("tools");
const says = document.getElementById("board-says");

function say(what, values = {}) {
  says.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), says.dataset[what] ?? "");
}

async function ask(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { "X-Plon-Fragment": "1", Accept: "text/html" } });
  if (response.status >= 500 || response.redirected) throw new Error(String(response.status));
  return response;
}

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

// ── Forms in place ──

async function open(link, holder) {
  try {
    const response = await ask(link.href);
    if (!response.ok) throw new Error(String(response.status));
    const form = made(await response.text());
    mount(form, holder, link);
  } catch { location.href = link.href; }
}

function mount(form, holder, opener) {
  holder.before(form);
  holder.hidden = true;
  watch(form);
  const close = () => { form.remove(); holder.hidden = false; (holder.querySelector("[data-edit]") ?? opener ?? holder).focus(); };
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]")) close();
    const other = event.target.closest("a[data-in-place]");
    if (other) { event.preventDefault(); form.remove(); holder.hidden = false; other.href = new URL(other.getAttribute("href"), form.action).href; open(other, holder); }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    const isLine = event.target.matches("input:not([type=checkbox], [type=radio]), select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || isLine)) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); save(form, holder); });
  form.querySelector(".error p, [aria-invalid='true']")?.closest(".field")?.scrollIntoView({ block: "center" });
  (form.querySelector("[aria-invalid='true']") ?? form.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
}

async function save(form, holder) {
  const state = form.querySelector("[data-form-state]");
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  state.textContent = "";
  try {
    const response = await ask(form.action, { method: "POST", body: new FormData(form) });
    const answer = made(await response.text());
    if (response.status === 422) {
      form.remove();
      mount(answer, holder);
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    forget(form);
    form.remove();
    holder.hidden = false;
    settle(answer, holder);
  } catch {
    state.textContent = says.dataset.failed;
    button.disabled = false;
    addEventListener("online", () => { if (form.isConnected) save(form, holder); }, { once: true });
  }
}

function settle(card, holder) {
  if (!card) { holder.remove(); return; }
  if (holder.matches(".item")) holder.replaceWith(card);
  else { place(card, holder); }
  card.tabIndex = -1;
  card.focus();
  card.scrollIntoView({ block: "nearest" });
}

function place(card, adder) {
  const lists = adder.closest(".column").querySelectorAll(".items");
  lists[lists.length - 1].append(card);
  adder.parentElement.querySelector(":scope > .gap")?.remove();
}

board.addEventListener("click", (event) => {
  const edit = event.target.closest("a[data-edit]");
  const add = event.target.closest("a[data-add]");
  if ((edit || add) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    open(edit ?? add, edit ? edit.closest(".item") : add);
  }
});

// ── Order and links ──

function post(address, fields) {
  const body = new FormData(tools);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(address, { method: "POST", body, redirect: "manual" });
}

const planUrl = location.pathname;
function siblings(card) { return [...card.parentElement.querySelectorAll(":scope > .item")]; }
function column(card) { return [...card.closest(".column").querySelectorAll(".items > .item")]; }

async function putAt(card) {
  const position = column(card).indexOf(card);
  await post(`${planUrl}${card.dataset.kind}/${card.dataset.id}/place/`, { position });
  renumber(card);
}

// Labels follow the order (R1, G2, A3), on the cards and on the chips that point to them.
function renumber(card) {
  const letters = card.querySelector(".chip")?.firstChild.textContent.match(/^\D+/)?.[0];
  if (!letters || board.dataset.narrowed) { location.reload(); return; }
  const renamed = new Map();
  column(card).forEach((each, place) => {
    const chip = each.querySelector(".item-head > .chip").firstChild;
    renamed.set(chip.textContent, `${letters}${place + 1}`);
    chip.textContent = `${letters}${place + 1}`;
  });
  for (const chip of board.querySelectorAll(`.item-chips .chip-${card.dataset.kind}, .item-message .chip-${card.dataset.kind}, .item-use_plan .chip-${card.dataset.kind}`)) {
    chip.firstChild.textContent = renamed.get(chip.firstChild.textContent) ?? chip.firstChild.textContent;
  }
}

async function link(item, activity) {
  say("linked");
  const body = new FormData(tools);
  body.set("activity", activity.dataset.id);
  body.set("item", item.dataset.id);
  await fetch(`${planUrl}connect/`, { method: "POST", body, redirect: "manual" });
  location.hash = activity.id;
  location.reload();
}

let drag = null;
const line = Object.assign(document.createElement("li"), { className: "drop-line" });

board.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  drag = { card: grip.closest(".item"), grip, x: event.clientX, y: event.clientY, isMoving: false };
  grip.setPointerCapture(event.pointerId);
});
board.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
  drag.isMoving = true;
  drag.card.classList.add("is-held");
  drag.target?.classList.remove("is-target");
  drag.target = null;
  line.remove();
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".item, .items");
  const edge = board.getBoundingClientRect();
  if (event.clientX > edge.right - 40) board.scrollLeft += 14; else if (event.clientX < edge.left + 40) board.scrollLeft -= 14;
  if (event.clientY > innerHeight - 60) scrollBy(0, 14); else if (event.clientY < 60) scrollBy(0, -14);
  if (!over || over === drag.card) return;
  const kind = drag.card.dataset.kind;
  if (over.matches(".item-activity") && (kind === "result" || kind === "group")) {
    drag.target = over;
    over.classList.add("is-target");
  } else if (over.matches(`.item-${kind}`) && kind !== "result" && over.parentElement === drag.card.parentElement) {
    const box = over.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) over.after(line); else over.before(line);
  }
});
function drop() {
  if (!drag) return;
  const { card, target } = drag;
  card.classList.remove("is-held");
  target?.classList.remove("is-target");
  if (target) link(card, target);
  else if (line.isConnected) { line.replaceWith(card); putAt(card); }
  line.remove();
  drag = null;
}
board.addEventListener("pointerup", drop);
board.addEventListener("pointercancel", () => { if (drag) { drag.card.classList.remove("is-held"); line.remove(); drag = null; } });

let held = null;
board.addEventListener("keydown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip) return;
  const card = grip.closest(".item");
  if (card.dataset.kind === "result") return;
  const told = () => ({ place: siblings(card).indexOf(card) + 1, count: siblings(card).length });
  if (event.key === " " || (event.key === "Enter" && held)) {
    event.preventDefault();
    if (held) { held = null; card.classList.remove("is-held"); say("put"); putAt(card); }
    else { held = { card, next: card.nextElementSibling }; card.classList.add("is-held"); say("taken", told()); }
  } else if (held && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const other = event.key === "ArrowUp" ? card.previousElementSibling : card.nextElementSibling;
    if (!other?.matches(".item")) return;
    if (event.key === "ArrowUp") other.before(card); else other.after(card);
    grip.focus();
    say("moved", told());
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    if (held.next) held.next.before(card); else card.parentElement.append(card);
    held = null;
    card.classList.remove("is-held");
    grip.focus();
    say("left");
  }
});
