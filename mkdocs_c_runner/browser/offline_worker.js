/**
 * The service worker, which stands in the root of a site: it answers for a page that `offline.js` has kept where there
 * is no network. Whoever has a network gets everything from there, as without it.
 *
 * Its scopes are one page each, and the directory of the page scripts. It forgets a page that has no playground any
 * more.
 */

/** The beginning of the names of caches. */
const NAME = "c-runner page ";

/** What a page with a playground has in it. */
const MARK = "c-runner-playground";

/** The compiler is kept by the one that loads it. */
const TOOLCHAIN = "/toolchain/";

const GONE = [404, 410];

const worker = /** @type {any} */ (self);
const { scope } = worker.registration;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const isOther = request.mode === "navigate" && addressOf(request) !== scope;
  const isOurs = request.url.startsWith(`${location.origin}/`) && !request.url.includes(TOOLCHAIN);
  if (request.method !== "GET" || request.headers.has("range") || isOther || !isOurs) return;
  event.respondWith(answered(event));
});

/** @param {any} event */
async function answered(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (request.mode === "navigate") event.waitUntil(reviewed(answer.clone()));
    return answer;
  } catch {
    // Also where the page itself has given up the request; an error that is thrown would be told on the console.
    return (await found(request)) ?? Response.error();
  }
}

/**
 * Return what is kept for a request: of this page, or of the one that was kept last.
 * @param {Request} request
 */
async function found(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME)).reverse();
  const ignoreSearch = request.mode === "navigate";
  for (const name of [NAME + scope, ...names]) {
    const kept = await caches.match(request, { cacheName: name, ignoreVary: true, ignoreSearch });
    if (kept) return kept;
  }
  return undefined;
}

/**
 * Forget the page if it is gone, or has no playground any more.
 * @param {Response} page
 */
async function reviewed(page) {
  const isGone = GONE.includes(page.status) || (page.ok && !(await page.text()).includes(MARK));
  if (!isGone) return;
  await caches.delete(NAME + scope);
  await worker.registration.unregister();
}

/** Return the address of a request, without what follows `?`. @param {Request} request */
function addressOf(request) {
  const { origin, pathname } = new URL(request.url);
  return origin + pathname;
}
