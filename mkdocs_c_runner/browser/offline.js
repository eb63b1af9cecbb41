/**
 * Keeps a page on which a reader has run a program, with all that it has loaded, so that it works without a network.
 *
 * What is kept of a page is one set, which is renewed when its reader runs a program there again. The
 * compiler is not in it: `download.js` keeps that for all pages. `offline_worker.js` answers with what is kept.
 */

/** The directory of this script. */
const BASE = new URL(".", import.meta.url);

/** The beginning of the names of caches: one page has one. The service worker has it too. */
const NAME = "c-runner page ";

/** The pages that are kept, and the bytes of one of them. */
const MOST_PAGES = 30;
const MOST_BYTES = 10 << 20;

const TO_RUN = ["playground.js", "block.js", "program_worker.js"];
const TO_EDIT = ["editor.js", "compiler_worker.js"];

/** How a page asks for what it needs to look as it does. */
const LOOKS = ["link", "script", "css", "img", "image", "input", "other"];

/** Pages are kept one after the other. */
let turn = Promise.resolve();

/** The pages that were kept since this one was opened, and whether with what edits them. */
const done = /** @type {Map<string, boolean>} */ (new Map());

/**
 * Keep this page, unless it is kept or cannot be.
 * @param {string} worker  the address of the service worker
 * @param {string[]} files  the addresses of what its programs need
 * @param {boolean} isEdited  whether its reader edits programs
 */
export function keepPage(worker, files, isEdited) {
  const page = location.origin + location.pathname;
  if (!navigator.serviceWorker || done.get(page) || (done.has(page) && !isEdited)) return;
  done.set(page, isEdited);
  const wanted = [...TO_RUN, ...files, ...(isEdited ? TO_EDIT : [])];
  // The page works as long as it is open, if it cannot be kept. Without a network, all stays as it is.
  turn = turn.then(() => answerFor(page, new URL(worker, BASE).href, wanted)).catch(() => {});
}

/**
 * @param {string} page
 * @param {string} script
 * @param {string[]} files
 */
async function answerFor(page, script, files) {
  if (!(await isFree(page, script))) return;
  // A worker of the page is asked for by its own address, and not as a part of the page.
  for (const scope of [page, BASE.href]) await navigator.serviceWorker.register(script, { scope });
  await keep(page, files);
  await forgetPages(new URL(".", script).href);
}

/**
 * Whether no other service worker has this page.
 * @param {string} page
 * @param {string} script
 */
async function isFree(page, script) {
  const there = await navigator.serviceWorker.getRegistration(page);
  const worker = there?.active ?? there?.waiting ?? there?.installing;
  return !worker || worker.scriptURL === script;
}

/**
 * @param {string} page
 * @param {string[]} files
 */
async function keep(page, files) {
  const kept = /** @type {[string, Response][]} */ ([]);
  let size = 0;
  const before = await caches.match(new URL(TO_EDIT[0], BASE), { cacheName: NAME + page });
  if (before) files = [...files, ...TO_EDIT];
  for (const address of new Set([page, ...addresses(files)])) {
    const answer = await fetch(address, { cache: "force-cache" });
    if (!answer.ok || answer.redirected) continue;
    size += (await answer.clone().blob()).size;
    if (size > MOST_BYTES) break;
    kept.push([address, answer]);
  }
  const cache = await caches.open(NAME + page);
  // The page comes last: where it is, all that it needs is there, whenever its reader leaves. What is not needed any
  // more goes after that, since the page is in use meanwhile.
  const isPage = (/** @type {[string, Response]} */ [address]) => address === page;
  await Promise.all(kept.filter((one) => !isPage(one)).map((one) => cache.put(...one)));
  await Promise.all(kept.filter(isPage).map((one) => cache.put(...one)));
  const needed = new Set(kept.map(([address]) => address));
  const old = (await cache.keys()).filter(({ url }) => !needed.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/**
 * Return the addresses of what the page has loaded, and of further files.
 * @param {string[]} files
 */
function addresses(files) {
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
  const looks = entries.filter(({ initiatorType }) => LOOKS.includes(initiatorType)).map(({ name }) => name);
  const ours = files.map((file) => new URL(file, BASE).href);
  return [...ours, ...looks].filter((address) => address.startsWith(`${location.origin}/`));
}

/**
 * Forget the pages of a site that were kept first, if there are many.
 * @param {string} site
 */
async function forgetPages(site) {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME + site));
  for (const name of names.slice(0, -MOST_PAGES)) {
    const page = name.slice(NAME.length);
    const there = await navigator.serviceWorker.getRegistration(page);
    if (there?.scope === page) await there.unregister();
    await caches.delete(name);
  }
}
