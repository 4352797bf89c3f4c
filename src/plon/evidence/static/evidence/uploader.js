// The place where files are dropped, chosen, photographed or pasted. Any form can hold one (evidence/_uploader.html);
// without JavaScript the form sends its file field itself. When a file is here the element says so: "plon:uploaded".
import { Cancelled, Sending, forget, unfinished } from "./sending.js";

const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

class Uploader {
  #waiting = [];
  #isSending = false;
  #sent = 0;
  #failed = 0;
  #held = null;

  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.list = root.querySelector("[data-list]");
    this.said = root.querySelector("[data-said]");
    this.input = root.querySelector("input[type=file]");
    this.plain = this.input.name;
    root.classList.add("is-ready");
    root.closest("form")?.classList.add("has-uploader");
    for (const hidden of root.querySelectorAll(".uploader-ways, .uploader-hint")) hidden.hidden = false;
    this.input.removeAttribute("name"); // what is sent here is not sent by the form again
    this.input.addEventListener("change", () => { this.add(this.input.files); this.input.value = ""; });
    root.querySelector("[data-choose]").addEventListener("click", () => this.#pick({}));
    root.querySelector("[data-camera]").addEventListener("click", () => this.#pick({ accept: "image/*", capture: "environment" }));
    this.#letDrop();
    document.addEventListener("paste", (event) => this.#paste(event));
    root.closest("form")?.addEventListener("submit", (event) => this.#holdForm(event));
    addEventListener("beforeunload", (event) => { if (this.#isSending) event.preventDefault(); });
    for (const each of unfinished(this.words.target)) this.#offer(each);
  }

  #pick({ accept = "", capture = "" }) {
    const picker = document.createElement("input");
    Object.assign(picker, { type: "file", accept, multiple: !capture });
    if (capture) picker.capture = capture;
    picker.addEventListener("change", () => this.add(picker.files));
    picker.click();
  }

  #letDrop() {
    const drop = this.root.querySelector(".uploader-drop");
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
    }
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); this.add(event.dataTransfer.files); });
  }

  #paste(event) {
    const files = [...event.clipboardData?.files ?? []];
    const isElsewhere = event.target.closest?.("input, textarea") && !files.length;
    if (!files.length || isElsewhere || this.root !== document.querySelector("[data-uploader]")) return;
    event.preventDefault();
    const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
    this.add(files.map((file) => (file.name && file.name !== "image.png" ? file
      : new File([file], `${this.words.pasted} ${stamp}.${file.type.split("/")[1] || "png"}`, { type: file.type }))));
  }

  // A form that is sent too early goes by itself when everything is here.
  #holdForm(event) {
    if (!this.#isSending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    delete event.target.dataset.sent;
    this.#held = () => event.target.requestSubmit(event.submitter);
    this.#tellHeld(this.words.open);
    this.#say(this.words.open);
  }

  #tellHeld(words) {
    const place = this.root.querySelector("[data-held]");
    place.textContent = words;
    place.hidden = !words;
  }

  add(files) {
    for (const file of files) {
      this.list.querySelector(`[data-key="${CSS.escape(file.name)}"]`)?.remove();
      this.#waiting.push([file, this.#row(file.name)]);
    }
    if (!this.#isSending) this.#sendAll();
  }

  async #sendAll() {
    this.#isSending = true;
    [this.#sent, this.#failed] = [0, 0];
    while (this.#waiting.length) await this.#send(...this.#waiting.shift());
    this.#isSending = false;
    if (this.#sent && !this.#failed) this.#say(this.words.done);
    if (this.#sent && !this.#failed && "reload" in this.words) location.reload();
    const held = this.#held;
    this.#held = null;
    this.#tellHeld("");
    if (held && !this.#failed) held();
  }

  #row(name) {
    const row = document.createElement("li");
    row.className = "upload";
    row.innerHTML = '<span class="upload-name"></span><progress max="100" value="0"></progress><span class="upload-state small"></span>';
    row.querySelector(".upload-name").textContent = name;
    row.querySelector("progress").setAttribute("aria-label", name);
    this.list.append(row);
    return row;
  }

  #button(row, words, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-quiet button-small", textContent: words });
    button.setAttribute("aria-label", `${words}: ${row.querySelector(".upload-name").textContent}`);
    button.addEventListener("click", act);
    row.append(button);
    return button;
  }

  async #send(file, row) {
    const state = row.querySelector(".upload-state");
    if (file.size > Number(this.words.limit)) { this.#refuse(file, row, this.words.toolarge, false); return; }
    let tens = 0;
    const told = ({ offset, isWaiting }) => {
      row.classList.toggle("is-waiting", Boolean(isWaiting));
      if (isWaiting) {
        if (state.textContent !== this.words.waiting) this.#say(this.words.waiting);
        state.textContent = this.words.waiting;
        return;
      }
      const percent = file.size ? Math.floor((100 * offset) / file.size) : 100;
      row.querySelector("progress").value = percent;
      state.textContent = `${percent} %`;
      // Every tenth is enough for who listens.
      if (Math.floor(percent / 10) > tens) {
        tens = Math.floor(percent / 10);
        this.#say(fill(this.words.progress, { name: file.name, percent: `${percent} %` }));
      }
    };
    const sending = new Sending(file, { target: this.words.target, token: this.words.token, words: this.words, told });
    const cancel = this.#button(row, this.words.cancel, () => { sending.cancel(); row.remove(); });
    try {
      this.#place(row, await sending.run());
      this.#sent += 1;
    } catch (error) {
      if (error instanceof Cancelled) return;
      cancel.remove();
      this.#refuse(file, row, error.message, true);
    }
  }

  #place(row, said) {
    row.className = "upload is-here";
    row.innerHTML = said.tile;
    const kept = document.createElement("input");
    Object.assign(kept, { type: "hidden", name: this.words.name, value: said.evidence });
    row.append(kept);
    this.root.dispatchEvent(new CustomEvent("plon:uploaded", { bubbles: true, detail: said }));
  }

  #refuse(file, row, words, canTryAgain) {
    this.#failed += 1;
    row.classList.add("is-refused");
    row.querySelector("progress")?.remove();
    row.querySelector(".upload-state").textContent = words;
    this.#say(`${file.name}: ${words}`);
    if (canTryAgain) this.#button(row, this.words.again, () => { row.remove(); this.add([file]); });
  }

  // After a reload the browser no longer holds the file: who chooses it again goes on where it was.
  #offer({ key, name, size, offset = 0 }) {
    const row = this.#row(name);
    row.dataset.key = name;
    row.classList.add("is-waiting");
    row.querySelector("progress").value = size ? (100 * offset) / size : 0;
    const percent = `${size ? Math.floor((100 * offset) / size) : 0} %`;
    row.querySelector(".upload-state").textContent = fill(this.words.unfinished, { name, percent });
    this.#button(row, this.words.forget, () => { forget(key, this.words.token); row.remove(); });
  }

  #say(words) {
    this.said.textContent = words;
  }
}

for (const root of document.querySelectorAll("[data-uploader]")) new Uploader(root);
