// The outbox of the quick log: what was noted at an event, kept on this device until the server has it.
// One file for the page and for the service worker (which can't import modules everywhere): it makes `plonOutbox`.
//
// An entry: {key, person, project, send, upload, page, title, people, fields: {name: value}, photo, photoName, at,
// state, why, activity, evidence, piece}. `key` is made once on the device and is the server's `device_key`, so an entry
// that is sent twice is taken once. What the server has taken is written down at once (`activity`, then `evidence`);
// a send that breaks off goes on from there.
(() => {
  const NAME = "plon-now";
  const STORE = "entries";
  const CHUNK = 512 * 1024;
  const PATIENCE = 30_000;
  // States that wait for a person, not for a connection.
  const STUCK = new Set(["refused", "photo_refused", "forbidden", "gone", "other_person"]);

  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  async function open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    return settled(request);
  }

  async function inStore(mode, work) {
    const database = await open();
    try {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      });
      const answer = await settled(work(transaction.objectStore(STORE)));
      await done;
      return answer;
    } finally {
      database.close();
    }
  }

  const all = async () => (await inStore("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);
  const get = (key) => inStore("readonly", (store) => store.get(key));
  const put = (entry) => inStore("readwrite", (store) => store.put(entry));
  const remove = (key) => inStore("readwrite", (store) => store.delete(key));
  const clear = () => inStore("readwrite", (store) => store.clear());

  class Held extends Error {
    constructor(state, why = "") { super(state); this.state = state; this.why = why; }
  }

  async function ask(address, options = {}) {
    let answer;
    try {
      answer = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), ...options });
    } catch {
      throw new Held("waiting");
    }
    // A redirect leads to the sign-in page.
    if (answer.type === "opaqueredirect") throw new Held("signed_out");
    if (answer.status >= 500 || answer.status === 429 || answer.status === 423) throw new Held("busy");
    return answer;
  }

  async function json(answer) {
    try { return await answer.json(); } catch { return {}; }
  }

  const wordsOf = (errors) => Object.values(errors ?? {}).flat().join(" ");

  async function refuse(answer) {
    const said = await json(answer);
    if (answer.status === 403 || answer.status === 401) throw new Held(said.code ?? "again");
    if (answer.status === 404 || answer.status === 410) throw new Held("gone");
    return said;
  }

  // A page that was kept for days holds an old token, so a fresh one is fetched; it tells too who is signed in here.
  async function token(entry) {
    const answer = await ask(entry.send, { headers: { Accept: "application/json" } });
    if (!answer.ok) { await refuse(answer); throw new Held("busy"); }
    const said = await json(answer);
    if (!said.token) throw new Held("busy");
    if (said.person !== entry.person) throw new Held("other_person");
    return said.token;
  }

  async function post(entry, csrf, more = {}) {
    const body = new URLSearchParams({ ...entry.fields, device_key: entry.key, ...more });
    const answer = await ask(entry.send, { method: "POST", body, headers: { "X-CSRFToken": csrf, Accept: "application/json" } });
    const said = answer.ok ? await json(answer) : await refuse(answer);
    if (answer.status === 422 || answer.status === 400) throw new Held(more.evidence ? "photo_refused" : "refused", wordsOf(said.errors));
    if (!answer.ok || !said.activity) throw new Held("busy");
    return said;
  }

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  async function refusePhoto(answer) {
    if (answer.status === 413) throw new Held("photo_refused", "photo_too_large");
    if (answer.status === 415) throw new Held("photo_refused", "photo_not_taken");
    const said = await refuse(answer);
    throw new Held("photo_refused", said.error ?? (wordsOf(said.errors) || "photo_not_taken"));
  }

  // tus 1.0: created once, sent in pieces; what the server has acknowledged is never sent again.
  async function upload(entry, csrf, told) {
    if (!entry.upload) throw new Held("photo_refused", "photo_without_room");
    const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": csrf, Accept: "application/json" };
    let offset = 0;
    let answer = null;
    if (entry.piece) {
      answer = await ask(entry.piece, { method: "HEAD", headers });
      if (answer.ok) offset = Number(answer.headers.get("Upload-Offset"));
      else entry.piece = "";
    }
    if (!entry.piece) {
      const metadata = `filename ${base64(entry.photoName)},filetype ${base64(entry.photo.type)},fingerprint ${base64(entry.key)}`;
      answer = await ask(entry.upload, { method: "POST", headers: { ...headers, "Upload-Length": String(entry.photo.size), "Upload-Metadata": metadata } });
      if (!answer.ok) await refusePhoto(answer);
      entry.piece = answer.headers.get("Location");
      offset = Number(answer.headers.get("Upload-Offset") ?? 0);
      await put(entry);
    }
    while (offset < entry.photo.size) {
      answer = await ask(entry.piece, {
        method: "PATCH",
        headers: { ...headers, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
        body: entry.photo.slice(offset, offset + CHUNK),
      });
      if (!answer.ok) {
        if (answer.status === 409) throw new Held("busy");
        await refusePhoto(answer);
      }
      offset = Number(answer.headers.get("Upload-Offset"));
      told({ ...entry, percent: Math.round((100 * offset) / entry.photo.size) });
    }
    const evidence = answer.headers.get("Plon-Evidence");
    if (!evidence) throw new Held("busy");
    return evidence;
  }

  async function sendOne(entry, told, isAgain = false) {
    try {
      const csrf = await token(entry);
      told({ ...entry, state: "sending" });
      if (!entry.activity) {
        entry.activity = (await post(entry, csrf)).activity;
        await put(entry);
      }
      if (entry.photo) {
        if (!entry.evidence) {
          entry.evidence = await upload(entry, csrf, told);
          await put(entry);
        }
        await post(entry, csrf, { evidence: entry.evidence });
      }
      await remove(entry.key);
      told({ ...entry, state: "sent" });
      return "sent";
    } catch (held) {
      if (!(held instanceof Held)) throw held;
      if (held.state === "again" && !isAgain) return sendOne(entry, told, true);
      entry.state = held.state === "again" ? "busy" : held.state;
      entry.why = held.why;
      await put(entry);
      told(entry);
      return entry.state;
    }
  }

  // `told(entry)` hears of each step. What waits for a person is left alone unless `isAsked`.
  async function sendAllUnlocked(told, isAsked) {
    let sent = 0;
    for (const entry of await all()) {
      if (STUCK.has(entry.state) && !isAsked) continue;
      // Somebody may have deleted or changed it meanwhile.
      const fresh = await get(entry.key);
      if (!fresh || fresh.state === "edited") continue;
      const state = await sendOne(fresh, told);
      if (state === "sent") sent += 1;
      if (state === "waiting") break;
    }
    return sent;
  }

  // Two tabs and the service worker never send at the same time; the server would bear it. Whoever comes second waits:
  // the first may have read the list before the newest entry was in it, or have met a connection that is back by now.
  async function sendAll(told = () => {}, isAsked = false) {
    const sent = globalThis.navigator?.locks
      ? await navigator.locks.request("plon-outbox", () => sendAllUnlocked(told, isAsked))
      : await sendAllUnlocked(told, isAsked);
    // Every open page shows what is left.
    const channel = new BroadcastChannel("plon-outbox");
    channel.postMessage(sent);
    channel.close();
    return sent;
  }

  globalThis.plonOutbox = { all, get, put, remove, clear, sendAll };
})();
