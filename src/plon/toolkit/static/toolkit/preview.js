// The preview follows the typing: what the form says is drawn by the server, shortly after the last key.
import { forget } from "../site/js/drafts.js";

const form = document.querySelector("[data-tool-form]");
const box = document.querySelector("[data-tool]");
const WAIT = 500;
let timer = 0;
let running = null;

const part = (name) => box.querySelector(`[data-preview-${name}]`);

function say(words) { part("state").textContent = words ?? ""; }

// Texts that nobody has rewritten follow their results; those that were keep what was typed.
function follow(texts) {
  for (const [key, text] of Object.entries(texts)) {
    const field = form.elements[`text_${key}`];
    const begun = form.elements[`begun_${key}`];
    if (!field || !begun || begun.value === text) continue;
    const same = words(field.value) === words(begun.value);
    begun.value = text;
    if (same && document.activeElement !== field) field.value = text;
    mark(field);
  }
}
function words(text) { return text.split(/\s+/).filter(Boolean).join(" "); }

function mark(field) {
  const begun = form.elements[field.name.replace("text_", "begun_")];
  const note = form.querySelector(`[data-source-own="${field.name}"]`);
  if (note && begun) note.hidden = words(field.value) === words(begun.value);
}

function complain(tooLong) {
  for (const field of form.querySelectorAll("[name^='text_'], [name^='field_']")) {
    const key = field.name.replace(/^(text|field)_/, "");
    const place = form.querySelector(`[data-error-for="${field.name}"]`);
    if (!place) continue;
    const note = place.querySelector("[data-too-long]") ?? Object.assign(document.createElement("p"), { hidden: true });
    note.dataset.tooLong = "yes";
    if (!note.parentNode) place.append(note);
    note.textContent = tooLong[key] ?? "";
    note.hidden = !tooLong[key];
  }
}

// What has no room is said beside the preview, too: its field may be far away. Read out only when it changes.
function notices(told) {
  const said = part("said");
  const lines = [...(told.error ? [told.error] : []), ...told.overlong, ...told.missing];
  if (said.dataset.shown === lines.join("\n")) return;
  said.dataset.shown = lines.join("\n");
  said.replaceChildren();
  if (!lines.length) return;
  const notice = Object.assign(document.createElement("div"), { className: "notice notice-warning" });
  const list = document.createElement("ul");
  for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line }));
  notice.append(list);
  said.append(notice);
}

// The cover is offered as soon as a chosen result has one, and taken back when none has.
function covers(hasCover) {
  const cover = form.querySelector("[name=picture][value=cover]");
  const none = form.querySelector("[name=picture][value=none]");
  const choice = cover?.closest("label");
  if (!choice || choice.hidden === !hasCover) return;
  choice.hidden = !hasCover;
  if (!hasCover && cover.checked) { none.checked = true; none.dataset.instead = "yes"; return; }
  if (hasCover && none.checked && none.dataset.instead) { cover.checked = true; cover.dispatchEvent(new Event("input", { bubbles: true })); }
}

function pages(addresses) {
  const place = part("pages");
  const label = place.dataset.page;
  place.classList.toggle("is-many", addresses.length > 2);
  place.replaceChildren(...addresses.map((address, number) => Object.assign(document.createElement("img"), { src: address, alt: label.replace("%(number)s", number + 1) })));
}

// A page of HTML is sent into a new frame, which has a policy of its own and adds nothing to the history.
// The old frame stays until the new one is there (the style sheet shows the first one alone).
function frame(isHtml) {
  const place = part("html");
  if (!isHtml) { place.replaceChildren(); return; }
  const name = `preview-${Date.now()}`;
  const made = Object.assign(document.createElement("iframe"), { name, className: "toolkit-frame", title: document.getElementById("h-preview").textContent });
  place.append(made);
  const sent = Object.assign(document.createElement("form"), { method: "post", action: box.dataset.tool, target: name, hidden: true });
  for (const [key, value] of new FormData(form)) sent.append(Object.assign(document.createElement("input"), { type: "hidden", name: key, value }));
  sent.append(Object.assign(document.createElement("input"), { type: "hidden", name: "as", value: "page" }));
  document.body.append(sent);
  made.addEventListener("load", () => {
    while (made.isConnected && place.firstElementChild !== made) place.firstElementChild.remove();
    sent.remove();
  });
  sent.submit();
}

function text(words) {
  const place = part("text");
  place.hidden = !words;
  place.querySelector("pre").textContent = words;
}

async function draw() {
  running?.abort();
  running = new AbortController();
  say(part("state").dataset.working);
  part("pages").classList.add("is-stale");
  try {
    const answer = await fetch(box.dataset.tool, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal: running.signal, redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    follow(told.texts);
    complain(told.tooLong);
    notices(told);
    covers(told.hasCover);
    pages(told.pages);
    frame(told.html);
    text(told.text);
    say("");
  } catch (refusal) {
    if (refusal.name !== "AbortError") say(part("state").dataset.failed);
    return;
  }
  part("pages").classList.remove("is-stale");
}

if (form && box) {
  form.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("text_")) mark(event.target);
    if (["event", "title"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(draw, WAIT);
  });
  form.elements.language?.addEventListener("change", () => form.requestSubmit(form.querySelector("[data-switch]")));
  // The next page shows the same form in another language, or with an event filled in: nothing is lost that a draft
  // should bring back, and words of one language must not be put among those of another.
  form.addEventListener("submit", (event) => { if (["switch", "fill"].includes(event.submitter?.name)) forget(form); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-original]");
    if (!button) return;
    const field = form.elements[button.dataset.original];
    field.value = form.elements[button.dataset.original.replace("text_", "begun_")].value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  draw();
}

// A file that was just made is taken at once; the link stays for those whose browser asks first.
const taken = document.querySelector("[data-take]");
if (taken) {
  const url = new URL(location.href);
  url.searchParams.delete("made");
  history.replaceState(null, "", url);
  location.assign(taken.href);
}
