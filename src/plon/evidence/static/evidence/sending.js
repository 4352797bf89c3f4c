// One file on its way, in pieces (tus 1.0). After a lost connection it goes on where the server stands.

const PIECE = 5 * 1024 * 1024;
const VERSION = { "Tus-Resumable": "1.0.0" };
const PATIENCE = [1, 2, 4, 8, 15, 30];
const SHELF = "plon-uploads";

// The server said no, in words; or the person did. Everything else is tried again.
export class Refused extends Error {}
export class Cancelled extends Error {}
class Lost extends Error {}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function read() {
  try { return JSON.parse(localStorage.getItem(SHELF)) ?? {}; } catch { return {}; }
}
function write(change) {
  const all = read();
  change(all);
  try { localStorage.setItem(SHELF, JSON.stringify(all)); } catch { /* without it, a reload begins anew */ }
}

// What this browser had begun to send to `target` and did not finish.
export function unfinished(target) {
  return Object.entries(read()).filter(([, each]) => each.target === target).map(([key, each]) => ({ key, ...each }));
}

export function forget(key, token) {
  const { url } = read()[key] ?? {};
  write((all) => { delete all[key]; });
  if (url) fetch(url, { method: "DELETE", headers: { ...VERSION, "X-CSRFToken": token } }).catch(() => {});
}

// The same file of the same device has the same fingerprint, today and after a reload.
export function fingerprintOf(file, target) {
  let hash = 0xcbf29ce484222325n;
  for (const unit of new TextEncoder().encode(`${target}\n${file.name}`)) hash = BigInt.asUintN(64, (hash ^ BigInt(unit)) * 0x100000001b3n);
  return `${hash.toString(16)}-${file.size}-${file.lastModified}`;
}

export class Sending {
  #request = null;
  #isCancelled = false;
  #wake = null;

  constructor(file, { target, token, words, told }) {
    Object.assign(this, { file, target, token, words, told, key: fingerprintOf(file, target), url: null });
  }

  cancel() {
    this.#isCancelled = true;
    this.#request?.abort();
    this.#wake?.();
    if (this.url) write((all) => { all[this.key] ??= { url: this.url }; });
    forget(this.key, this.token);
  }

  // Send the file, however often the connection breaks; return what the server says of it.
  async run() {
    let tries = 0;
    for (;;) {
      try {
        let offset = await this.#begin();
        while (offset < this.file.size) {
          this.told({ offset });
          const reached = await this.#piece(offset);
          if (reached > offset) tries = 0;
          offset = reached;
        }
        const said = await this.#outcome();
        write((all) => { delete all[this.key]; });
        return said;
      } catch (error) {
        if (this.#isCancelled) throw new Cancelled();
        if (!(error instanceof Lost)) { write((all) => { delete all[this.key]; }); throw error; }
        this.told({ isWaiting: true });
        await this.#pause(PATIENCE[Math.min(tries, PATIENCE.length - 1)]);
        tries += 1;
        if (this.#isCancelled) throw new Cancelled();
      }
    }
  }

  // Wait for the connection, or for some seconds: what comes first once there is one.
  #pause(seconds) {
    return new Promise((resolve) => {
      const done = () => { clearTimeout(timer); removeEventListener("online", done); this.#wake = null; resolve(); };
      const timer = setTimeout(done, seconds * 1000);
      addEventListener("online", done);
      this.#wake = done;
    });
  }

  async #ask(url, options) {
    let answer;
    try {
      answer = await fetch(url, { ...options, headers: { ...VERSION, "X-CSRFToken": this.token, Accept: "application/json", ...options.headers } });
    } catch { throw new Lost(); }
    if (answer.status >= 500 && answer.status !== 507) throw new Lost();
    return answer;
  }

  async #begin() {
    this.url ??= read()[this.key]?.url ?? null;
    if (this.url) {
      const answer = await this.#ask(this.url, { method: "HEAD" });
      if (answer.ok) return Number(answer.headers.get("Upload-Offset"));
      if (answer.status === 423) throw new Lost();
      this.url = null;
    }
    const told = { filename: this.file.name, filetype: this.file.type, fingerprint: this.key };
    const metadata = Object.entries(told).map(([name, value]) => `${name} ${base64(value)}`).join(",");
    const answer = await this.#ask(this.target, { method: "POST", headers: { "Upload-Length": String(this.file.size), "Upload-Metadata": metadata } });
    if (!answer.ok) throw await this.#refusal(answer);
    this.url = new URL(answer.headers.get("Location"), location.href).href;
    write((all) => { all[this.key] = { url: this.url, target: this.target, name: this.file.name, size: this.file.size, at: Date.now() }; });
    return Number(answer.headers.get("Upload-Offset") ?? 0);
  }

  // XMLHttpRequest, since fetch does not tell how far a piece has gone.
  #piece(offset) {
    const piece = this.file.slice(offset, offset + PIECE);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.#request = request;
      request.open("PATCH", this.url);
      const headers = { ...VERSION, "X-CSRFToken": this.token, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.timeout = 10 * 60 * 1000;
      request.upload.addEventListener("progress", ({ loaded }) => this.told({ offset: Math.min(offset + loaded, this.file.size) }));
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new Lost()));
      request.addEventListener("load", () => {
        if (request.status === 204) {
          const reached = Number(request.getResponseHeader("Upload-Offset"));
          write((all) => { if (all[this.key]) all[this.key].offset = reached; });
          resolve(reached);
        } else if ([404, 409, 410, 423].includes(request.status) || request.status >= 500) reject(new Lost());
        else reject(this.#refusalFrom(request.status, request.responseText));
      });
      request.send(piece);
    });
  }

  async #outcome() {
    const answer = await this.#ask(this.url, { method: "GET" });
    if (answer.status === 404) { this.url = null; throw new Lost(); }
    if (!answer.ok) throw await this.#refusal(answer);
    const said = await answer.json();
    if (!said.evidence) throw new Lost();
    return said;
  }

  async #refusal(answer) {
    return this.#refusalFrom(answer.status, await answer.text());
  }

  #refusalFrom(status, text) {
    let said = "";
    try { said = JSON.parse(text).error; } catch { /* no words of ours */ }
    const known = { 401: this.words.signedout, 403: this.words.signedout, 413: this.words.toolarge };
    return new Refused(said || known[status] || this.words.failed);
  }
}
