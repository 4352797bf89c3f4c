// One key per step, for who reviews many projects without the mouse. Everything is reachable by Tab without it.
// A person who dictates or types by switch turns the keys off (WCAG 2.1.4); the browser remembers it.
const KEPT = "plon-review-keys";
const toggle = document.querySelector("[data-review-keys]");
const stops = [...document.querySelectorAll("[data-review-list] [data-review-stop]")];

let isOn = true;
try { isOn = localStorage.getItem(KEPT) !== "off"; } catch { /* a browser that keeps nothing */ }

function show() { if (toggle) toggle.textContent = isOn ? toggle.dataset.on : toggle.dataset.off; }

toggle?.addEventListener("click", () => {
  isOn = !isOn;
  try { localStorage.setItem(KEPT, isOn ? "on" : "off"); } catch { /* then for this page only */ }
  show();
});
show();

function current() { return stops.find((stop) => stop.contains(document.activeElement)); }

function move(step) {
  const at = stops.indexOf(current());
  const next = stops[at < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + step, 0), stops.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function inCurrent(what) { return (current() ?? stops.find((stop) => stop.querySelector(what)))?.querySelector(what); }

const acts = {
  j: () => move(1),
  k: () => move(-1),
  a: () => inCurrent("[data-review-approve]")?.click(),
  r: () => inCurrent("[data-review-reasons]")?.focus(),
  n: () => document.querySelector("[data-review-next]")?.click(),
};

// From the reasons Ctrl+Enter sends them, as mail programs do: it is no single key, so it works with the keys off, too.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("[data-review-reasons]")) return;
  event.preventDefault();
  event.target.form.querySelector("[data-review-return]")?.click();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!isOn || isTyping || event.ctrlKey || event.metaKey || event.altKey || !(event.key in acts)) return;
  event.preventDefault();
  acts[event.key]();
});

// After a decision the address names the next result: keys go on from there.
if (location.hash.startsWith("#item-")) document.getElementById(location.hash.slice(1))?.focus();
