// Plon's service worker, served at /sw.js with `PLON` = {version, shell, outbox, start} in front.
// It keeps two things: the static files that the quick log and surveys are made of, and pages that say so in a header
// (Plon-Keep): those of the quick log, and surveys on devices that are handed on. Nothing else of the house is ever kept.
// It also sends the outbox when the browser finds a connection while no page is open.

importScripts(PLON.outbox);

const SHELL = `plon-shell-${PLON.version}`;
const PAGES = "plon-pages";
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(PLON.shell.map((url) => new Request(url, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("plon-shell-") && name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  })());
});

const isSurvey = (path) => /^\/s\/[^/]+\/$/.test(path);
const isKeptPage = (path) => path === PLON.start || isSurvey(path) || /^\/(workspace\/[^/]+\/activities|corner\/[^/]+)\/now\/$/.test(path);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && isKeptPage(url.pathname)) event.respondWith(keptPage(event, url));
  else if (PLON.shell.includes(url.pathname)) event.respondWith(fromShell(request, url));
});

async function fromShell(request, url) {
  const kept = await (await caches.open(SHELL)).match(url.pathname);
  return kept ?? fetch(request);
}

// The newest page while there is a connection, else the kept one.
async function keptPage(event, url) {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(url.pathname);
  const fresh = (async () => {
    const answer = await fetch(event.request);
    if (answer.ok && answer.headers.get("Plon-Keep") === "now") await cache.put(url.pathname, answer.clone());
    // A project that is gone, or a link that was taken back, is not shown again.
    if (answer.status === 404 || answer.status === 403 || answer.status === 410) await cache.delete(url.pathname);
    // A survey that is closed, or a device that is one person's again.
    if (isSurvey(url.pathname) && answer.ok && !answer.headers.get("Plon-Keep")) await cache.delete(url.pathname);
    return answer;
  })();
  event.waitUntil(fresh.catch(() => {}));
  const otherwise = kept ?? (url.pathname === PLON.start ? await lastPage(cache) : undefined);
  if (!otherwise) return fresh;
  const late = new Promise((resolve) => { setTimeout(() => resolve(otherwise), PATIENCE); });
  return Promise.race([fresh.catch(() => otherwise), late]);
}

async function lastPage(cache) {
  const last = (await cache.keys()).map((request) => new URL(request.url).pathname).filter((path) => path !== PLON.start && !isSurvey(path)).pop();
  return last ? Response.redirect(last, 302) : undefined;
}

self.addEventListener("sync", (event) => {
  if (event.tag !== "plon-outbox") return;
  event.waitUntil((async () => {
    await self.plonOutbox.sendAll();
    const left = await self.plonOutbox.all();
    // Asked again later by the browser.
    if (left.some((entry) => entry.state === "waiting" || entry.state === "busy")) throw new Error("not all is sent");
  })());
});
