// Log it now: one question at a time, a thumb and big buttons; what is noted goes to the outbox first and out from there.
// Without this the page is one short form.

const root = document.querySelector("[data-now]");
const form = root.querySelector("[data-now-form]");
const words = JSON.parse(root.dataset.words);
const language = document.documentElement.lang;
const plural = new Intl.PluralRules(language);
const outbox = globalThis.plonOutbox;
const steps = [...form.querySelectorAll("[data-now-step]")];
const told = root.querySelector("[data-now-told]");
const find = (name, scope = root) => scope.querySelector(`[data-now-${name}]`);

const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
const counted = (sentence, count) => fill(words[sentence][plural.select(count)], { count });
const make = (tag, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
};
const dayOf = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
const shown = (day) => new Date(`${day}T12:00`).toLocaleDateString(language, { day: "numeric", month: "long" });
const say = (text) => { told.textContent = ""; requestAnimationFrame(() => { told.textContent = text; }); };

// --- 1. What: the lines of today and of one's own partner first, also on a page that was kept for days.
const lines = [...form.querySelectorAll(".now-choice[data-mine]")];
const first = Math.min(lines.length, 5);

function away(line, today) {
  const start = line.dataset.start || line.dataset.end;
  const end = line.dataset.end || line.dataset.start;
  if (!start) return 100_000;
  if (start <= today && today <= end) return 0;
  return Math.round(Math.abs(Date.parse(start > today ? start : end) - Date.parse(today)) / 86_400_000);
}

function order() {
  const today = dayOf(new Date());
  for (const line of lines) find("today", line).hidden = away(line, today) > 0;
  const sorted = [...lines].sort((a, b) => (a.dataset.mine === b.dataset.mine ? away(a, today) - away(b, today) : a.dataset.mine === "yes" ? -1 : 1));
  const box = find("lines");
  const more = find("more");
  sorted.slice(0, first).reverse().forEach((line) => box.prepend(line));
  more?.querySelector(".now-choices").append(...sorted.slice(first));
  if (more) box.insertBefore(more, box.querySelector("#now-other").closest(".now-choice"));
}

const chosen = () => form.querySelector('input[name="what"]:checked');
const titleOf = () => (chosen()?.value === "other" ? form.elements.title.value.trim() : chosen()?.closest(".now-choice").querySelector("strong").textContent) ?? "";

function complain(name, text) {
  const box = form.querySelector(`[data-error-for="${name}"]`);
  if (box) box.replaceChildren(...(text ? [make("p", { textContent: text })] : []));
  form.elements[name]?.setAttribute?.("aria-invalid", text ? "true" : "false");
}

function isWhatAnswered() {
  complain("what", chosen() ? "" : words.choose);
  const isUnnamed = chosen()?.value === "other" && !form.elements.title.value.trim();
  complain("title", isUnnamed ? words.name_it : "");
  if (isUnnamed) form.elements.title.focus();
  else if (!chosen()) form.querySelector('input[name="what"]')?.focus();
  return Boolean(chosen()) && !isUnnamed;
}

function showOther() {
  find("other").hidden = chosen()?.value !== "other";
}

// --- 2. How many: one group at a time under the thumb, each keeps its own number.
const fields = [...form.querySelectorAll("[data-group]")];
const number = find("number");
let group = fields[0];

function chooseGroups() {
  const planned = (chosen()?.closest(".now-choice").dataset.groups ?? "").split(" ").filter(Boolean);
  const sorted = [...fields].sort((a, b) => place(planned, a) - place(planned, b));
  group = sorted.find((field) => Number(field.value)) ?? sorted[0];
  find("groups").replaceChildren(...sorted.map((field) => {
    const input = make("input", { type: "radio", name: "", checked: field === group });
    input.name = "now-group";
    input.addEventListener("change", () => { group = field; showNumber(); });
    const count = make("span", { className: "now-count" });
    count.dataset.nowCountOf = field.name;
    return make("label", { className: "now-group" }, input, make("span", { textContent: nameOf(field) }), count);
  }));
  showNumber();
}

function place(planned, field) {
  const found = planned.indexOf(field.dataset.group);
  return found >= 0 ? found : 100 + fields.indexOf(field);
}

const nameOf = (field) => form.querySelector(`label[for="${field.id}"]`).firstChild.textContent.trim();

function showNumber() {
  number.value = String(Number(group.value) || 0);
  find("number-label").textContent = fill(words.people_of, { group: nameOf(group) });
  for (const field of fields) {
    const count = root.querySelector(`[data-now-count-of="${field.name}"]`);
    if (count) count.textContent = Number(field.value) ? field.value : "";
  }
  find("total").textContent = counted("in_all", total());
}

const total = () => fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);

function setNumber(value) {
  const people = Math.max(0, Math.min(1_000_000, value));
  group.value = people ? String(people) : "";
  showNumber();
}

// --- 3. A photo: from the camera or from the device, shown small.
const photos = ["photo", "picture"].map((name) => form.elements[name]);
let photo = null;

async function takePhoto(file) {
  photo = file ?? null;
  find("preview").hidden = !photo;
  complain("photo", "");
  if (!photo) { for (const input of photos) input.value = ""; return; }
  find("photo-name").textContent = photo.name ?? "";
  const canvas = find("canvas");
  canvas.hidden = true;
  try {
    const picture = await createImageBitmap(photo, { resizeWidth: 320, resizeQuality: "medium" });
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    canvas.hidden = false;
  } catch { /* HEIC and the like: its name is shown */ }
}

// --- The steps.
function go(step, { focus = true } = {}) {
  steps.forEach((each, at) => { each.hidden = at !== step; });
  for (const box of root.querySelectorAll("[data-now-chosen]")) box.textContent = titleOf() ? ` · ${titleOf()}` : "";
  if (step === 1) chooseGroups();
  if (!focus) return;
  steps[step].querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
  root.scrollIntoView({ block: "start" });
}

form.addEventListener("click", (event) => {
  const at = steps.findIndex((step) => !step.hidden);
  if (event.target.closest("[data-now-next]") && (at > 0 || isWhatAnswered())) go(at + 1);
  if (event.target.closest("[data-now-back]")) go(at - 1);
  const adds = event.target.closest("[data-now-add]");
  if (adds) setNumber((Number(group.value) || 0) + Number(adds.dataset.nowAdd));
  if (event.target.closest("[data-now-zero]")) setNumber(0);
  if (event.target.closest("[data-now-no-photo]")) { takePhoto(null); photos[0].focus(); }
  // A tap answers and goes on; the arrows of a keyboard only choose (their clicks have no detail).
  const label = event.target.closest(".now-choice label");
  if (label && event.detail > 0) {
    const input = document.getElementById(label.htmlFor);
    if (input.value === "other") setTimeout(() => form.elements.title.focus());
    else setTimeout(() => go(1));
  }
});
form.addEventListener("change", (event) => {
  if (event.target.name === "what") { complain("what", ""); showOther(); }
  if (photos.includes(event.target) && event.target.files.length) {
    takePhoto(event.target.files[0]);
    for (const other of photos) if (other !== event.target) other.value = "";
  }
  if (event.target.name === "start") { isDayChosen = true; showDay(); }
});
number.addEventListener("input", () => {
  const digits = number.value.replace(/\D/g, "");
  group.value = digits && Number(digits) ? String(Number(digits)) : "";
  find("total").textContent = counted("in_all", total());
});
number.addEventListener("focus", () => number.select());
number.addEventListener("blur", () => setNumber(Number(group.value) || 0));

let isDayChosen = false;
function showDay() {
  const day = form.elements.start.value;
  find("day").textContent = !day || day === dayOf(new Date()) ? words.today : fill(words.on_day, { day: shown(day) });
}

// --- Done.
let editing = null;

function entryFrom() {
  const values = Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "device_key", "now-group"].includes(name) && value !== ""));
  return {
    key: editing?.key ?? crypto.randomUUID(), person: root.dataset.person, project: root.dataset.project,
    send: root.dataset.send, upload: root.dataset.upload, page: root.dataset.page, title: titleOf(), people: total(),
    fields: values, photo, photoName: photo?.name || "photo.jpg", at: editing?.at ?? Date.now(), state: "new", why: "",
  };
}

form.addEventListener("submit", async (event) => {
  // Enter on the way means "next"; only the last step is the end.
  const at = steps.findIndex((step) => !step.hidden);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!isWhatAnswered()) { go(0, { focus: false }); return; }
  if (at < steps.length - 1) { go(at + 1); return; }
  const entry = entryFrom();
  try {
    await outbox.put(entry);
  } catch (failure) {
    say(failure?.name === "QuotaExceededError" ? words.full : words.closed);
    if (failure?.name !== "QuotaExceededError" && navigator.onLine) form.submit();
    return;
  }
  navigator.storage?.persist?.().catch(() => {});
  startAnew();
  await show();
  const states = await send(true);
  const own = states.get(entry.key);
  say(`${own === "sent" ? words.noted : own === "waiting" || own === undefined ? words.kept : ""} ${words.another}`.trim());
}, { capture: true });

function startAnew() {
  editing = null;
  form.reset();
  for (const input of form.querySelectorAll('input[name="what"]')) input.checked = false;
  for (const field of fields) field.value = "";
  takePhoto(null);
  isDayChosen = false;
  form.elements.start.value = dayOf(new Date());
  showDay();
  showOther();
  go(0, { focus: false });
  root.querySelector("#now-what").focus({ preventScroll: true });
  scrollTo(0, 0);
}

// --- The outbox.
const box = find("outbox");
const items = new Map();

function stateOf(entry) {
  if (entry.state === "photo_refused") return fill(words.photo_refused, { why: words[entry.why] ?? entry.why });
  if (entry.state === "refused") return fill(words.refused, { why: entry.why });
  if (entry.activity && entry.photo && (entry.state === "waiting" || entry.state === "sending" || entry.state === "busy")) return words.photo_waiting.replace("%(percent)s", entry.percent ?? 0);
  return words[{ new: "waiting", edited: "editing" }[entry.state] ?? entry.state] ?? words.waiting;
}

function actionsOf(entry) {
  const button = (label, action) => {
    const made = make("button", { type: "button", className: "button button-quiet button-small", textContent: label });
    made.append(make("span", { className: "visually-hidden", textContent: `: ${entry.title}` }));
    made.addEventListener("click", action);
    return made;
  };
  const actions = [button(words.now, () => send(true)), button(words.delete, () => drop(entry))];
  if (!entry.activity && entry.page === root.dataset.page) actions.splice(1, 0, button(words.edit, () => edit(entry)));
  if (entry.activity && entry.photo) actions.splice(1, 0, button(words.drop_photo, async () => { await outbox.remove(entry.key); await show(); }));
  if (entry.state === "signed_out") actions.unshift(make("a", { className: "button button-secondary button-small", href: `/accounts/login/?next=${encodeURIComponent(entry.page)}`, textContent: words.sign_in }));
  return actions;
}

function draw(entry) {
  const when = new Date(entry.at).toLocaleString(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const facts = [counted("people", entry.people), entry.photo ? words.with_photo : words.without_photo, when];
  const elsewhere = entry.page === root.dataset.page ? [] : [make("p", { className: "small soft", textContent: entry.project })];
  const stuck = ["refused", "photo_refused", "forbidden", "gone", "signed_out", "other_person"].includes(entry.state);
  return make("li", { className: "now-entry" }, make("strong", { textContent: entry.title }), ...elsewhere,
    make("p", { className: "small", textContent: facts.join(" · ") }),
    make("p", { className: stuck ? "small errors" : "small soft", textContent: stateOf(entry) }),
    make("p", { className: "cluster" }, ...actionsOf(entry)));
}

async function show() {
  let entries = [];
  try { entries = await outbox.all(); } catch { /* said when something is to be kept */ }
  entries = entries.filter((entry) => entry.state !== "edited");
  box.hidden = entries.length === 0;
  find("waiting").textContent = counted("wait", entries.length);
  items.clear();
  for (const entry of entries) items.set(entry.key, draw(entry));
  find("list").replaceChildren(...items.values());
}

async function send(isAsked = false) {
  const states = new Map();
  try {
    await outbox.sendAll((entry) => {
      states.set(entry.key, entry.state);
      const old = items.get(entry.key);
      if (!old?.isConnected || entry.state === "sent") return;
      const fresh = draw(entry);
      old.replaceWith(fresh);
      items.set(entry.key, fresh);
    }, isAsked);
  } catch { /* a closed storage; what is kept stays */ }
  await show();
  const left = await outbox.all().catch(() => []);
  if (left.length) wakeLater();
  tryAgain(left.some((entry) => entry.state === "waiting" || entry.state === "busy"));
  return states;
}

// A connection that came back without a word, or a server that was busy: this page asks again by itself, ever more seldom.
let pause = 0;
let timer;
function tryAgain(isNeeded) {
  clearTimeout(timer);
  pause = isNeeded ? Math.min(pause ? 2 * pause : 2_000, 60_000) : 0;
  if (isNeeded) timer = setTimeout(() => send(), pause);
}

async function drop(entry) {
  await outbox.remove(entry.key);
  await show();
  say(words.deleted);
  const undo = make("button", { type: "button", className: "link-button", textContent: words.undo });
  undo.addEventListener("click", async () => { await outbox.put({ ...entry, state: entry.state === "sending" ? "new" : entry.state }); await show(); say(""); });
  requestAnimationFrame(() => requestAnimationFrame(() => { told.append(" ", undo); undo.focus(); }));
}

async function edit(entry) {
  editing = entry;
  // While it is changed it is not sent.
  await outbox.put({ ...entry, state: "edited" });
  await show();
  form.reset();
  for (const [name, value] of Object.entries(entry.fields)) {
    if (name === "what") { const input = form.querySelector(`input[name="what"][value="${CSS.escape(value)}"]`); if (input) input.checked = true; }
    else if (form.elements[name]) form.elements[name].value = value;
  }
  isDayChosen = true;
  await takePhoto(entry.photo);
  showDay();
  showOther();
  say(words.editing);
  if (entry.state === "refused") complain("what", entry.why);
  go(0);
}

// Where the browser can, it sends even when this page is closed.
async function wakeLater() {
  try { await (await navigator.serviceWorker.ready).sync?.register("plon-outbox"); } catch { /* not here: on the next visit */ }
}

async function recover() {
  // A change that was never finished: the entry goes out as it was.
  for (const entry of await outbox.all().catch(() => [])) if (entry.state === "edited") await outbox.put({ ...entry, state: "new" });
}

function sayWhenOffline() {
  const stale = find("stale");
  stale.hidden = navigator.onLine;
  const made = new Date(root.dataset.made ?? Date.now());
  find("stale-words").textContent = fill(words.stale, { day: made.toLocaleDateString(language, { day: "numeric", month: "long" }) });
}

find("retry").addEventListener("click", () => send(true));
addEventListener("online", async () => {
  sayWhenOffline();
  const states = await send();
  if ([...states.values()].includes("sent")) say(words.noted);
});
addEventListener("offline", sayWhenOffline);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { if (!isDayChosen) form.elements.start.value = dayOf(new Date()); order(); send(); } });
new BroadcastChannel("plon-outbox").addEventListener("message", () => show());

root.classList.add("is-stepped");
find("counter").hidden = false;
find("fields").hidden = true;
order();
if (!isDayChosen && !form.querySelector("[aria-invalid='true'], .error p")) form.elements.start.value = dayOf(new Date());
showDay();
showOther();
go(0, { focus: false });
sayWhenOffline();
await recover();
await show();
send();
