// <form data-autosave-url="…">: changed fields are sent a moment after the last key, kept here if the network is gone.
// `bases` tells the server for each field which version this page saw of it, so that another person's words are
// never overwritten unseen. It answers {version, errors: {field: [text]}, conflict: {field: {theirs, value}},
// panels: {id: HTML}}; the panels show what follows from the change.

const WAIT = 800;
const RETRY = 5000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]");
    this.key = `plon-draft:${form.dataset.autosaveUrl}`;
    this.changed = new Set();
    this.bases = {};
    this.isSending = false;
    // What the server refused for now: sent again together with the next change, never alone.
    this.waiting = new Set();
    if (!form.elements.bases) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "bases" }));
    form.addEventListener("input", (event) => this.note(event.target));
    form.addEventListener("change", (event) => { this.note(event.target); this.send(); });
    form.addEventListener("focusout", () => this.send());
    form.addEventListener("submit", () => this.forget());
    addEventListener("online", () => this.send());
    this.restore();
  }

  note(field) {
    if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken" || field.name === "bases") return;
    this.changed.add(field.name);
    this.waiting.delete(field.name);
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

  hasNews() { return [...this.changed].some((name) => !this.waiting.has(name)); }

  async send() {
    clearTimeout(this.timer);
    if (this.isSending || !this.hasNews()) return;
    const names = [...this.changed];
    const body = this.values(names);
    body.append("version", this.form.elements.version?.value ?? "");
    body.append("bases", JSON.stringify(this.bases));
    const reason = this.form.elements.reason;
    if (reason && !names.includes("reason")) body.append("reason", reason.value);
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    this.changed.clear();
    this.waiting.clear();
    this.isSending = true;
    this.isFailed = false;
    this.say("saving");
    try {
      const response = await fetch(this.form.dataset.autosaveUrl, { method: "POST", body, headers: { Accept: "application/json" } });
      if (response.status >= 500 || response.redirected) throw new Error(String(response.status));
      this.answered(await response.json(), names);
    } catch {
      names.forEach((name) => this.changed.add(name));
      this.keep();
      this.isFailed = true;
      this.say("failed");
      this.timer = setTimeout(() => this.send(), RETRY);
    } finally {
      this.isSending = false;
      if (this.hasNews() && !this.isFailed) this.timer = setTimeout(() => this.send(), WAIT);
    }
  }

  answered(answer, names) {
    const conflicts = answer.conflict ?? {};
    const waiting = answer.waiting ?? [];
    for (const name of new Set([...names, ...(this.form.elements.reason ? ["reason"] : [])])) {
      const errors = answer.errors?.[name] ?? [];
      this.boxOf(name)?.replaceChildren(...errors.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
      for (const field of this.fieldsOf(name)) {
        if (errors.length) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
      }
      if (waiting.includes(name)) continue;
      if (conflicts[name]) this.ask(name, conflicts[name], answer.version);
      else if (!errors.length && name !== "reason") this.saw(name, answer.version);
    }
    // What waits for its reason is sent again when something else is typed.
    for (const name of waiting) if (!this.changed.has(name)) { this.changed.add(name); this.waiting.add(name); }
    if (waiting.length) this.keep();
    for (const [id, html] of Object.entries(answer.panels ?? {})) {
      const panel = document.getElementById(id);
      if (panel && !panel.contains(document.activeElement)) panel.innerHTML = html;
    }
    const hasOpen = [...this.form.querySelectorAll("[data-error-for]")].some((box) => box.childElementCount);
    if (Object.keys(conflicts).length) this.say("conflict");
    else if (hasOpen) this.say("errors");
    else { this.say("saved"); if (!this.changed.size) this.forget(); }
  }

  boxOf(name) { return this.form.querySelector(`[data-error-for="${CSS.escape(name)}"]`); }

  fieldsOf(name) { return this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`); }

  saw(name, version) {
    this.bases[name] = version;
    this.form.elements.bases.value = JSON.stringify(this.bases);
  }

  put(name, value) {
    for (const field of this.fieldsOf(name)) {
      if (field.type === "checkbox") field.checked = Array.isArray(value) ? value.includes(field.value) : value === true;
      else if (field.type === "radio") field.checked = field.value === value;
      else field.value = value ?? "";
    }
  }

  ask(name, { theirs, value }, version) {
    const box = this.boxOf(name);
    if (!box) return;
    const words = this.state.dataset;
    const button = (text, action) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: "button button-secondary button-small" });
      made.addEventListener("click", () => { box.replaceChildren(); this.saw(name, version); action(); });
      return made;
    };
    const shown = Object.assign(document.createElement("p"), { textContent: `${words.conflict} ${words.theirsIs} ${theirs}` });
    const choice = Object.assign(document.createElement("div"), { className: "cluster" });
    choice.append(
      button(words.mine, () => { this.changed.add(name); this.send(); }),
      button(words.theirs, () => { this.put(name, value ?? theirs); this.say("saved"); }),
    );
    box.replaceChildren(shown, choice);
  }

  say(what) {
    if (!this.state) return;
    this.state.textContent = this.state.dataset[what];
    this.state.classList.toggle("is-failed", what === "failed" || what === "errors" || what === "conflict");
  }

  keep() {
    const entries = [...this.values(this.changed)].filter(([, value]) => typeof value === "string");
    const version = this.form.elements.version?.value;
    try { localStorage.setItem(this.key, JSON.stringify({ version, entries })); } catch { /* full or closed */ }
  }

  forget() { try { localStorage.removeItem(this.key); } catch { /* closed */ } }

  restore() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
    for (const [name, value] of kept?.entries ?? []) {
      const field = this.form.elements[name];
      if (name !== "changed" && field && "value" in field && field.type !== "checkbox") {
        field.value = value;
        this.changed.add(name);
        if (kept.version) this.saw(name, Number(kept.version));
      }
    }
    if (this.changed.size) this.send();
  }
}

for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
