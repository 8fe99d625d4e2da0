{% autoescape off %}// Keeps the style and the pages that were read, so that they open again without a line.
const KEEP = "lyceum-1:{{ style }}";
const ALWAYS = ["{{ style }}", "{{ icon }}"{% for page in pages %}, "{{ page }}"{% endfor %}];
const MOST = 200;

self.addEventListener("install", (event) => event.waitUntil(caches.open(KEEP).then((cache) => cache.addAll(ALWAYS)).then(() => self.skipWaiting())));

self.addEventListener("activate", (event) =>
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEEP).map((name) => caches.delete(name)))).then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.includes("/account/")) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(keptFirst(request));
  else if (request.mode === "navigate") event.respondWith(lineFirst(request, url));
});

async function keptFirst(request) {
  const cache = await caches.open(KEEP);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) cache.put(request, fresh.clone());
  return fresh;
}

async function lineFirst(request, url) {
  const cache = await caches.open(KEEP);
  try {
    const fresh = await fetch(request);
    // An exam under way says that it is not to be kept: an old copy would show time that is gone.
    if (fresh.ok && !fresh.redirected && !url.search && !fresh.headers.get("Cache-Control")?.includes("no-store")) {
      await cache.put(request, fresh.clone());
      await forgetOldest(cache);
    }
    return fresh;
  } catch {
    const language = url.pathname.split("/")[1];
    return (await cache.match(request)) ?? (await cache.match(`/${language}/offline/`)) ?? cache.match("/en/offline/");
  }
}

async function forgetOldest(cache) {
  const keys = (await cache.keys()).filter((key) => !ALWAYS.includes(new URL(key.url).pathname));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
}
{% endautoescape %}
