// How the board talks: to the server, and to who looks at it or listens.

export const says = document.getElementById("board-says");

export function say(what, values = {}) {
  says.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), says.dataset[what] ?? "");
}

export async function ask(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { "X-Plon-Fragment": "1", Accept: "text/html" } });
  if (response.redirected && new URL(response.url).pathname.startsWith("/accounts/")) throw new Error("signed out");
  if (response.status >= 500) throw new Error(String(response.status));
  return response;
}

export function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

// ── The board as it is now ──

let turn = 0;
let waiting = null;
let isBusy = () => false;
export function busyWhen(question) { isBusy = question; }

/** Bring the board up to date with the server, shortly: labels, links, counts, remarks, and what others did. */
export function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(bring, 120);
}

async function bring() {
  const mine = ++turn;
  let page;
  try {
    const response = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return;
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch { return; /* offline: the board stays as it is */ }
  if (mine !== turn) return;
  if (isBusy()) { refresh(); return; }
  const focused = whereIsFocus();
  for (const selector of [".board-summary", ".board-jump"]) {
    const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
    if (old && fresh && !old.isEqualNode(fresh)) old.replaceWith(document.adoptNode(fresh));
  }
  for (const fresh of page.querySelectorAll(".board > .column")) {
    const old = document.getElementById(fresh.id);
    if (old) bringColumn(old, fresh);
  }
  focused?.();
}

function bringColumn(old, fresh) {
  const order = (column) => [...column.querySelectorAll(".items > .item")].map((card) => card.id).join();
  if (order(old) !== order(fresh) && !old.querySelector(".board-form")) { old.replaceChildren(...fresh.childNodes); return; }
  for (const card of fresh.querySelectorAll(".items > .item")) {
    const present = document.getElementById(card.id);
    if (present && !present.hidden && !present.querySelector("details[open]") && !present.isEqualNode(card)) present.replaceWith(document.adoptNode(card));
  }
}

// A card that is drawn anew takes the focus along.
function whereIsFocus() {
  const active = document.activeElement;
  const card = active?.closest(".item");
  const column = active?.closest(".column");
  const kind = ["data-grip", "data-edit", "data-add"].find((name) => active?.hasAttribute(name));
  if (!column) return null;
  return () => {
    if (active.isConnected) return;
    const place = (card && document.getElementById(card.id)) ?? document.getElementById(column.id);
    ((kind && place.querySelector(`[${kind}]`)) ?? place).focus({ preventScroll: true });
  };
}
