// <form data-draft>: what is typed and not yet saved survives a reload, a closed tab and a lost connection.
// On return the form says so and asks: take it up again, or forget it. What was saved is forgotten.
// The words come from <meta name="plon-drafts"> in the base template.

const PREFIX = "plon-form:";
const AGE = 30 * 24 * 3600 * 1000;
const words = document.querySelector('meta[name="plon-drafts"]')?.dataset ?? {};

function keyOf(form) { return PREFIX + new URL(form.action || location.href, location.href).pathname; }

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "file", "submit", "button", "password"].includes(field.type));
}

function contentOf(form) {
  return fieldsOf(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? `${field.value}:${field.checked}` : field.value]);
}

function put(form, entries) {
  const fields = fieldsOf(form);
  entries.forEach(([name, value], place) => {
    const field = fields[place]?.name === name ? fields[place] : form.elements[name];
    if (!field || !("value" in field)) return;
    if (field.type === "checkbox" || field.type === "radio") field.checked = value.endsWith(":true");
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// What the form was begun from: who takes up an old text on top of newer ones is shown both.
function groundOf(form) {
  return Object.fromEntries(["version", "seen"].map((name) => [name, form.elements[name]?.value]).filter(([, value]) => value));
}

export function forget(form) { try { localStorage.removeItem(keyOf(form)); } catch { /* closed */ } }

function offer(form, kept) {
  const notice = document.createElement("div");
  notice.className = "notice notice-warning draft-notice";
  notice.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = (words.found ?? "").replace("%(time)s", new Date(kept.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
  const button = (label, action) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary button-small", textContent: label });
    made.addEventListener("click", () => { notice.remove(); action(); form.querySelector("input:not([type=hidden]), textarea, select")?.focus(); });
    return made;
  };
  const choice = document.createElement("p");
  choice.className = "cluster";
  choice.append(button(words.keep, () => {
    for (const [name, value] of Object.entries(kept.ground ?? {})) if (form.elements[name]) form.elements[name].value = value;
    put(form, kept.entries);
  }), button(words.drop, () => forget(form)));
  const box = document.createElement("div");
  box.append(text, choice);
  notice.append(box);
  form.prepend(notice);
}

export function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  choices(form);
  const before = JSON.stringify(contentOf(form));
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(keyOf(form))); } catch { return; }
  const wasRefused = form.querySelector("[aria-invalid='true'], .errors, .theirs");
  if (kept && Date.now() - kept.at < AGE && JSON.stringify(kept.entries) !== before && !wasRefused) offer(form, kept);
  else if (kept && !wasRefused) forget(form);
  form.addEventListener("input", () => {
    const entries = contentOf(form);
    try {
      if (JSON.stringify(entries) === before) localStorage.removeItem(keyOf(form));
      else localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), entries, ground: groundOf(form) }));
    } catch { /* full or closed */ }
  });
}

// Two texts of one field: choosing one puts it into the form, where it can be worked on. Without this the server
// does as the choice says.
function choices(form) {
  for (const radio of form.querySelectorAll("[data-choose]")) {
    radio.name = `chosen-${radio.name}`;
    radio.addEventListener("change", () => {
      const values = JSON.parse(radio.dataset.sent);
      for (const field of form.querySelectorAll(`[name="${CSS.escape(radio.dataset.choose)}"]`)) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else field.value = values[0] ?? "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  watch(form);
  // The draft of a form that is sent is kept until the page that follows shows that it was taken.
  form.addEventListener("submit", () => { try { sessionStorage.setItem("plon-sent", keyOf(form)); } catch { /* closed */ } });
}
try {
  const sent = sessionStorage.getItem("plon-sent");
  if (sent && !document.querySelector("form[data-draft] [aria-invalid='true'], form[data-draft] .errors, form[data-draft] .theirs")) localStorage.removeItem(sent);
  sessionStorage.removeItem("plon-sent");
} catch { /* closed */ }
