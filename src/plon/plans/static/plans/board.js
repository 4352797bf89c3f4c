// The board made pleasant: cards change in place, are dragged or moved by keyboard, and are linked by dropping
// one on the other. Without it the same links and buttons lead to pages.
import { forget, watch } from "../site/js/drafts.js";
import { movable } from "./board-moving.js";
import { ask, made, refresh, say, says } from "./board-page.js";

const board = document.getElementById("board");
let opened = 0;

// ── Forms in place ──

async function open(link, holder) {
  try {
    const response = await ask(link.href);
    if (!response.ok) throw new Error(String(response.status));
    mount(made(await response.text()), holder, link);
  } catch { location.href = link.href; }
}

// Two forms may be open at once: each gets ids of its own, so that its labels name its own fields.
function withOwnIds(form) {
  const ending = `-${++opened}`;
  for (const each of form.querySelectorAll("[id]")) each.id += ending;
  for (const name of ["for", "aria-describedby", "aria-labelledby", "data-counter-for"]) {
    for (const each of form.querySelectorAll(`[${name}]`)) each.setAttribute(name, each.getAttribute(name).split(" ").map((id) => id + ending).join(" "));
  }
  for (const link of form.querySelectorAll('a[href^="#"]')) link.hash += ending;
}

// In a list the form stands in an item of the list.
function frame(form, holder) {
  if (!holder.matches("li")) return form;
  const made = Object.assign(document.createElement("li"), { className: "form-frame" });
  made.append(form);
  return made;
}
function away(form) { (form.closest(".form-frame") ?? form).remove(); }

// While a form was fetched, the board may have been drawn anew.
function asItStands(holder) {
  return holder.isConnected ? holder : document.getElementById(holder.id) ?? board.querySelector(`.add[href="${holder.getAttribute("href")}"]`);
}

export function mount(form, gone, opener) {
  const holder = asItStands(gone);
  if (!holder) { location.href = form.action; return; }
  withOwnIds(form);
  const heading = form.querySelector("h3");
  if (heading) { heading.id = `form-${opened}`; form.setAttribute("aria-labelledby", heading.id); }
  const version = form.querySelector("[name=version]")?.value;
  if (holder.dataset.version && version && version !== holder.dataset.version && !form.querySelector(".theirs")) {
    heading.after(Object.assign(document.createElement("p"), { className: "notice notice-info small", textContent: says.dataset.newer }));
  }
  holder.before(frame(form, holder));
  holder.hidden = true;
  if (form.hasAttribute("data-draft")) watch(form);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  const close = () => { away(form); holder.hidden = false; (opener?.isConnected && opener.checkVisibility?.() ? opener : holder.querySelector("[data-edit]") ?? holder).focus(); };
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]")) close();
    const other = event.target.closest("a[data-in-place]");
    if (other) { event.preventDefault(); away(form); holder.hidden = false; other.href = new URL(other.getAttribute("href"), form.action).href; open(other, holder); }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    const isLine = event.target.matches("input:not([type=checkbox], [type=radio]), select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || isLine)) { event.preventDefault(); form.requestSubmit(form.querySelector("[type=submit]")); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); save(form, holder, event.submitter); });
  const first = form.querySelector(".theirs input, [aria-invalid='true']") ?? form.querySelector("input:not([type=hidden]), textarea, select") ?? form.querySelector("button");
  first?.focus();
  first?.closest(".field, .theirs")?.scrollIntoView({ block: "nearest" });
  // The column grows with its form: all of it should be in sight.
  const [room, own] = [board.getBoundingClientRect(), form.closest(".column").getBoundingClientRect()];
  if (own.right > room.right) board.scrollLeft += own.right - room.right + 12;
}

async function save(form, holder, submitter) {
  const state = form.querySelector("[data-form-state]");
  const buttons = form.querySelectorAll("[type=submit], button[name]");
  const body = new FormData(form, submitter?.name ? submitter : undefined);
  for (const button of buttons) button.disabled = true;
  state.textContent = "";
  try {
    const response = await ask(form.action, { method: "POST", body });
    if (response.status === 422) {
      const answer = made(await response.text());
      away(form);
      mount(answer, holder);
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    const answer = response.status === 204 ? null : made(await response.text());
    forget(form);
    away(form);
    holder.hidden = false;
    settle(answer, holder, response.status);
    refresh();
  } catch (problem) {
    state.textContent = { "signed out": says.dataset.signedOut, 404: says.dataset.gone }[problem.message] ?? says.dataset.failed;
    for (const button of buttons) button.disabled = false;
    addEventListener("online", () => { if (form.isConnected) save(form, holder, submitter); }, { once: true });
  }
}

// What comes back: the card as it is now, a notice that offers to undo, or nothing.
function settle(answer, holder, status) {
  if (answer?.matches(".notice")) {
    document.getElementById("undo").replaceChildren(answer);
    (holder.nextElementSibling?.matches(".item") ? holder.nextElementSibling : holder.closest(".column")).querySelector("[data-edit], .add")?.focus();
    holder.remove();
    say("removed");
    answer.scrollIntoView({ block: "nearest" });
    answer.querySelector("[data-focus]").focus();
    return;
  }
  if (status === 204) { say("linked"); holder.querySelector("[data-grip]")?.focus(); return; }
  say(answer ? "saved" : "removed");
  if (!answer) { const column = holder.closest(".column"); holder.remove(); column.querySelector(".item, .add")?.focus(); return; }
  if (holder.matches(".item")) holder.replaceWith(answer);
  else {
    const lists = holder.closest(".column").querySelectorAll(".items");
    lists[lists.length - 1].append(answer);
    holder.parentElement.querySelector(":scope > .gap")?.remove();
  }
  (holder.matches(".add") ? holder : answer.querySelector("[data-edit]") ?? answer).focus({ preventScroll: true });
  answer.scrollIntoView({ block: "nearest" });
}

board.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-edit], a[data-add], a[data-link], a[data-remove]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const menu = link.closest("details");
  if (menu) menu.open = false;
  open(link, link.hasAttribute("data-add") ? link : link.closest(".item"));
});

movable(board, { mount, open });

// Who comes back to this tab sees what others did meanwhile.
let left = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = Date.now();
  else if (Date.now() - left > 5000) refresh();
});
