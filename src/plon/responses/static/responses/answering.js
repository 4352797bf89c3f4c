// The answering page on a person's own device or on one that is handed on. Without this file the form is sent as any other.
//
// What is begun is kept on this device until it is sent, never on one that is handed on (data-shared="yes"). A sheet that
// could not be sent waits in the outbox of this device and goes by itself once there is a connection; the number made
// for each sheet lets the server take it once, however often it comes. No cookie goes along.

const OUTBOX = "plon-sheets";
const DRAFT = "plon-sheet:";
const DRAFT_AGE = 3 * 24 * 3600 * 1000;
const PATIENCE = 20_000;
// The server's word is final: sending again would not help.
const FINAL = new Set(["late", "before", "gone", "too_large"]);

const form = document.querySelector("form[data-answering]");
const words = form?.dataset ?? {};
const isShared = words.shared === "yes";
const told = document.querySelector("[data-told]");
const done = document.querySelector("[data-done]");
const draftKey = form ? DRAFT + words.round : "";

const stored = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
function store(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
}
function forget(key) { try { localStorage.removeItem(key); } catch { /* closed */ } }
const outbox = () => { const kept = stored(OUTBOX); return Array.isArray(kept) ? kept : []; };
const newNumber = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
function say(text, ...more) { told?.replaceChildren(text, ...more); }

// --- Sending.
async function post(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(entry.address, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store", signal: stop.signal });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
    return { state: answer.status === 404 ? "gone" : "busy" };
  } catch {
    return { state: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

const numberOf = (entry) => entry.fields.find(([name]) => name === "sheet")?.[1];
function drop(entry) {
  const left = outbox().filter((each) => numberOf(each) !== numberOf(entry));
  if (left.length) store(OUTBOX, left); else forget(OUTBOX);
}

let isFlushing = false;
let pause = 0;
let timer;
async function flush() {
  if (isFlushing) return;
  isFlushing = true;
  clearTimeout(timer);
  for (const entry of outbox()) {
    const { state, next } = await post(entry);
    if (state === "taken") {
      drop(entry);
      if (done && !done.hidden && !isShared && !outbox().length) { location.assign(next); return; }
      say(words.arrived ?? "");
    } else if (FINAL.has(state)) {
      drop(entry);
      say(words.late ?? "");
    } else if (state === "wrong") {
      if (form && entry.round === words.round && !isShared) { drop(entry); begin(entry.fields); say(words.odd); }
    } else {
      break;
    }
  }
  isFlushing = false;
  const waits = outbox().length;
  if (waits) {
    if (done && !done.hidden) done.querySelector("[data-done-words]").textContent = `${words.kept} ${words.waits.replace("%(count)s", waits)}`;
    pause = Math.min(pause ? 2 * pause : 5_000, 60_000);
    timer = setTimeout(flush, pause);
  } else pause = 0;
}
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });

// --- The form.
const fieldsOf = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");

function fill(fields) {
  for (const field of form.elements) {
    if (!field.name || field.type === "submit") continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// A reset would bring back what the server has shown again: the answers of the person before.
function empty() {
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.defaultChecked = false;
    else if (field.name && !["hidden", "submit", "button"].includes(field.type)) field.value = field.defaultValue = "";
    field.removeAttribute("aria-invalid");
  }
  for (const error of form.querySelectorAll(".question-error, .error")) error.replaceChildren();
  document.getElementById("wrong")?.remove();
}

function begin(fields) {
  empty();
  form.elements.sheet.value = newNumber();
  fill(fields);
  form.hidden = false;
  done.hidden = true;
}

// What a person makes the code from is hers alone: it is never kept.
let isSent = false;
function keepDraft() {
  if (isShared || isSent || form.hidden) return;
  const fields = fieldsOf().filter(([name]) => !name.startsWith("code-"));
  if (fields.length > 1) store(draftKey, { at: Date.now(), fields });
}

function missing() {
  for (const question of form.querySelectorAll("[data-question]:not([hidden])")) {
    for (const part of question.querySelectorAll("[aria-required='true']")) {
      const isThere = part.matches("fieldset") ? part.querySelector("input:checked") : part.value.trim();
      if (!isThere) return question;
    }
    const number = question.querySelector(".question-number")?.value.trim();
    if (number && !/^[-+\u2212\u2013]?[\p{Nd}\s.,'’٫٬]+$/u.test(number)) return question;
  }
  return null;
}

function showDone(text) {
  form.hidden = true;
  done.hidden = false;
  done.querySelector("[data-done-words]").textContent = text;
  done.querySelector("[data-next]").hidden = !isShared;
  done.querySelector("h2").focus();
}

let isSending = false;
async function send(event) {
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  say(words.sending);
  const entry = { address: form.action, round: words.round, at: Date.now(), fields: fieldsOf() };
  const { state, next } = await post(entry);
  isSending = false;
  say("");
  if (state === "taken") {
    isSent = !isShared;
    forget(draftKey);
    if (!isShared) noteSent();
    if (isShared) showDone(words.thanked); else location.assign(next);
    flush();
  } else if (state === "offline" || state === "busy") {
    keepForLater(entry);
  } else {
    // The server shows what is wrong, with everything that was written.
    form.submit();
  }
}

function keepForLater(entry) {
  const gap = missing();
  if (gap) { say(words.missing); gap.querySelector("input, textarea")?.focus(); return; }
  if (!store(OUTBOX, [...outbox().filter((each) => numberOf(each) !== numberOf(entry)), entry])) { say(words.full); return; }
  forget(draftKey);
  showDone(words.kept);
  pause = 0;
  timer = setTimeout(flush, 5_000);
}

function showProgress() {
  const questions = [...form.querySelectorAll("[data-question]:not([hidden])")];
  const answered = questions.filter((question) => [...question.querySelectorAll("input, textarea, select")].some((field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim()))).length;
  const bar = form.querySelector("[data-progress-bar]");
  bar.hidden = questions.length < 2;
  bar.querySelector("progress").max = Math.max(questions.length, 1);
  bar.querySelector("progress").value = answered;
  bar.querySelector("span").textContent = words.progress.replace("%(done)s", answered).replace("%(all)s", questions.length);
}

// A device that is handed on in a room shows this page without a connection, too.
async function keepThisPage() {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  await navigator.serviceWorker.register(words.worker, { scope: "/" });
  await navigator.serviceWorker.ready;
  const answer = await fetch(location.href, { credentials: "omit", headers: { Accept: "text/html" } });
  if (answer.ok && answer.headers.get("Plon-Keep") === "now") await (await caches.open("plon-pages")).put(location.pathname, answer);
}

// Who comes back to this window finds an empty sheet and is told why: nobody is counted twice by a slip of the finger.
function noteSent() { try { sessionStorage.setItem(draftKey, "sent"); } catch { /* closed */ } }
const wasSent = () => { try { return sessionStorage.getItem(draftKey) === "sent"; } catch { return false; } };

function takeUpDraft() {
  const kept = stored(draftKey);
  if (!kept) return;
  if (isShared || Date.now() - kept.at > DRAFT_AGE) { forget(draftKey); return; }
  fill(kept.fields);
  say(words.found);
}

if (form) {
  const hasErrors = document.querySelector("[data-focus]");
  if (hasErrors) hasErrors.focus();
  else {
    // The page may be a kept one, and its number another person's.
    form.elements.sheet.value = newNumber();
    takeUpDraft();
    // What a browser brings back by itself comes later than this.
    if (!isShared && wasSent()) addEventListener("pageshow", () => { if (!stored(draftKey)) begin([]); say(words.again); });
  }
  form.autocomplete = "off";
  if (isShared) keepThisPage().catch(() => {});
  let later;
  form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(keepDraft, 300); showProgress(); });
  form.addEventListener("change", () => { keepDraft(); showProgress(); });
  addEventListener("pagehide", keepDraft);
  form.addEventListener("submit", send);
  const keeping = form.querySelector("[data-keeping]");
  keeping.hidden = isShared;
  keeping.querySelector("[data-drop]").addEventListener("click", () => {
    begin([]);
    forget(draftKey);
    say(words.dropped);
    told.scrollIntoView({ block: "center" });
  });
  done.querySelector("[data-next]").addEventListener("click", () => {
    begin([]);
    say("");
    document.getElementById("main").focus({ preventScroll: true });
    scrollTo(0, 0);
  });
  showProgress();
}
// The page that says thanks: what was begun on this device has arrived.
const arrived = document.querySelector("[data-arrived-round]");
if (arrived) forget(DRAFT + arrived.dataset.arrivedRound);
flush();
