// <form data-autosave-url="…">: changed fields are sent a moment after the last key, kept here if the network is gone.
// The server answers {version, errors: {field: [text]}, conflict: {field: {yours, theirs}}}.

const WAIT = 800;
const RETRY = 5000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]");
    this.key = `plon-draft:${form.dataset.autosaveUrl}`;
    this.changed = new Set();
    this.isSending = false;
    form.addEventListener("input", (event) => this.note(event.target));
    form.addEventListener("change", (event) => { this.note(event.target); this.send(); });
    form.addEventListener("focusout", () => this.send());
    form.addEventListener("submit", () => this.forget());
    addEventListener("online", () => this.send());
    this.restore();
  }

  note(field) {
    if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") return;
    this.changed.add(field.name);
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  values(names) {
    const all = new FormData(this.form);
    const values = new FormData();
    for (const name of names) {
      values.append("changed", name);
      for (const value of all.getAll(name)) values.append(name, value);
    }
    return values;
  }

  async send() {
    clearTimeout(this.timer);
    if (this.isSending || this.changed.size === 0) return;
    const names = [...this.changed];
    const body = this.values(names);
    body.append("version", this.form.elements.version?.value ?? "");
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    this.changed.clear();
    this.isSending = true;
    this.say("saving");
    try {
      const response = await fetch(this.form.dataset.autosaveUrl, { method: "POST", body, headers: { Accept: "application/json" } });
      if (response.status >= 500 || response.redirected) throw new Error(String(response.status));
      this.answered(await response.json());
    } catch {
      names.forEach((name) => this.changed.add(name));
      this.keep();
      this.say("failed");
      this.timer = setTimeout(() => this.send(), RETRY);
    } finally {
      this.isSending = false;
      if (this.changed.size && !this.timer) this.send();
    }
  }

  answered(answer) {
    if (answer.version && this.form.elements.version) this.form.elements.version.value = answer.version;
    for (const box of this.form.querySelectorAll("[data-error-for]")) {
      const errors = answer.errors?.[box.dataset.errorFor] ?? [];
      box.replaceChildren(...errors.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
      for (const field of this.form.querySelectorAll(`[name="${box.dataset.errorFor}"]`)) {
        if (errors.length) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
      }
    }
    const conflicts = Object.entries(answer.conflict ?? {});
    conflicts.forEach(([name, texts]) => this.ask(name, texts));
    if (conflicts.length) this.say("conflict");
    else if (Object.keys(answer.errors ?? {}).length) this.say("errors");
    else { this.say("saved"); this.forget(); }
  }

  ask(name, { theirs }) {
    const box = this.form.querySelector(`[data-error-for="${name}"]`);
    const field = this.form.elements[name];
    if (!box || !field) return;
    const words = this.state.dataset;
    const button = (text, action) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: "button button-secondary button-small" });
      made.addEventListener("click", () => { box.replaceChildren(); action(); });
      return made;
    };
    const shown = Object.assign(document.createElement("p"), { textContent: `${words.conflict} ${words.theirsIs} ${theirs}` });
    box.replaceChildren(shown, button(words.mine, () => { this.changed.add(name); this.send(); }), button(words.theirs, () => { field.value = theirs; this.forget(); this.say("saved"); }));
  }

  say(what) {
    if (!this.state) return;
    this.state.textContent = this.state.dataset[what];
    this.state.classList.toggle("is-failed", what === "failed" || what === "errors" || what === "conflict");
  }

  keep() {
    try { localStorage.setItem(this.key, JSON.stringify([...this.values(this.changed)].filter(([, value]) => typeof value === "string"))); } catch { /* full or closed */ }
  }

  forget() { try { localStorage.removeItem(this.key); } catch { /* closed */ } }

  restore() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
    for (const [name, value] of kept ?? []) {
      const field = this.form.elements[name];
      if (name !== "changed" && field && "value" in field && field.type !== "checkbox") { field.value = value; this.changed.add(name); }
    }
    if (this.changed.size) this.send();
  }
}

for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
