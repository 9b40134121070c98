// Keeps one whole build of the app on the device, so that it starts without network.
//
// * The first build of all installs what a first visit needs ("core"): all of it, or nothing. The
//   rest comes when the page says so ("rest"), or when somebody opens a page of it.
// * A later build installs everything, or nothing, and waits until the person says when ("take
//   over"); only when it runs ("running") is the one before it let go.
// * Every file is kept with the hash that the list has for it, or not at all.
// * Nothing under api/ or admin is ever touched, and an unknown address goes to the network as it is.

// The build writes its id and its list of files here: { id, files: [{ url, sha256, part }] }.
const BUILD = globalThis.BUILD;

const PREFIX = "sohoi-app-";
const CACHE = PREFIX + (BUILD?.id ?? "none");
const FILES = new Map((BUILD?.files ?? []).map((file) => [file.url, file]));
const START = "index.html";
// Kept beside the files as soon as all of them are there. No file has this name.
const WHOLE = "whole";

let restUnderWay;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
  if (event.data === "running") event.waitUntil(letGoOfOthers());
  // What does not come now comes at the next start, or when it is opened.
  if (event.data === "rest") event.waitUntil(rest().catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const file = fileOf(event.request);
  if (file !== undefined) event.respondWith(answer(file, event.request));
});

async function install() {
  if (FILES.size === 0) throw new Error("this file was not written by a build");
  // Begun anew: what an interrupted installation left is not trusted.
  await caches.delete(CACHE);
  const isFirst = (await earlierBuilds()).length === 0;
  try {
    await keep([...FILES.values()].filter(({ part }) => part === "core" || !isFirst));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// One at a time, however often somebody asks.
function rest() {
  restUnderWay ??= keep([...FILES.values()]).finally(() => (restUnderWay = undefined));
  return restUnderWay;
}

// Fetches what is not kept yet, each file whole or not at all.
async function keep(files) {
  const earlier = await earlierBuilds();
  const cache = await caches.open(CACHE);
  await Promise.all(
    files.map(async ({ url, sha256 }) => {
      if (await cache.match(addressOf(url))) return;
      const response = (await known(earlier, url, sha256)) ?? (await fetched(url, sha256));
      await cache.put(addressOf(url), response);
    }),
  );
  if (files.length === FILES.size) await cache.put(addressOf(WHOLE), new Response());
}

// The same bytes under the same name in an earlier build need no second download.
async function known(earlier, url, sha256) {
  for (const cache of earlier) {
    const response = await cache.match(addressOf(url));
    if (response && (await hashOf(response.clone())) === sha256) return response;
  }
  return undefined;
}

async function fetched(url, sha256) {
  // The start page is what the browser has just fetched for the folder itself.
  const response = await fetch(addressOf(url === START ? "" : url), {
    cache: "no-cache",
    credentials: "same-origin",
    integrity: `sha256-${sha256}`,
  });
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`);
  if (!response.redirected) return response;
  // A browser refuses a redirected answer to a navigation.
  return new Response(await response.blob(), { headers: response.headers });
}

async function hashOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

async function earlierBuilds() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  return Promise.all(names.map((name) => caches.open(name)));
}

async function letGoOfOthers() {
  // A newer build that installs or waits is not one to let go of.
  if (self.registration.installing || self.registration.waiting) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// The name in the list of what a request asks for, or undefined where that is none of ours.
function fileOf(request) {
  const scope = self.registration.scope;
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !address.startsWith(scope)) return undefined;
  const name = address.slice(scope.length);
  if (/^(api|admin)(\/|$)/.test(name)) return undefined;
  if (name === "" || name === START) return FILES.has(START) ? START : undefined;
  return FILES.has(name) ? name : undefined;
}

async function answer(file, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(addressOf(file));
  if (kept) return kept;
  // A browser short of room may have taken the cache away: then the network has to do.
  if (!(await cache.match(addressOf(START)))) return fetch(request);
  await rest();
  return cache.match(addressOf(file));
}

function addressOf(url) {
  return new URL(url, self.registration.scope).href;
}
