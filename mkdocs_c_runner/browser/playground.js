/**
 * The page script: it finds the blocks of a page that readers may edit and run, and gives them their buttons. All else
 * is loaded when a reader presses one.
 *
 * `offer.js` is one such block until then. `block.js` is what a press loads: the block, on the page as `figure.js` and,
 * while it is edited, as `workbench.js`. `run.js` is one run of it, and `output.js` shows what is printed. The back end
 * is `server.js`, with `event_stream.js`, or `wasm.js`, which needs no server: it compiles in `compiler_worker.js`,
 * which it sees as `toolchain.js`, and runs programs in `program_worker.js`, which it sees as `playing.js`. `render.js`
 * shows their results. `offline.js` keeps the page, for `offline_worker.js`, a service worker.
 * `editor.js` with `editor_look.js` and `findings.js` is loaded when a reader wants to edit. `fence_text.js` and
 * `shell_words.js` write a block as Markdown, `link.js` as an address, `memory.js` keeps edits over reloads, and
 * `dom.js` makes elements.
 */

import { keep, recall } from "./memory.js";
import { Offer } from "./offer.js";

/** The blocks of the page, in their order. */
let offers = /** @type {Offer[]} */ ([]);

/** Whether the page is a preview of its author. */
let isPreview = false;

/** Give the blocks of a page their buttons. Elements that were seen are gone. */
function begin() {
  const found = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".c-runner-playground"));
  if (!found.length) return;
  const meta = /** @type {HTMLMetaElement | null} */ (
    document.querySelector("meta[name=c-runner-playground]")
  );
  // Hosts without plugins cannot write into the head.
  const told = meta?.content ?? found[0].dataset.access;
  if (!told) return;
  const { labels, preview, ...access } = JSON.parse(told);
  const page = { access, preview, words: labels, offers };
  page.offers = offers = [...found].map((data, index) => new Offer(data, page, index));
  isPreview = preview;
  if (preview) recall(offers);
  receive();
}

/** Show the program that the address has, if a reader was given it. It does not run. */
function receive() {
  const [, shared] = /^#c=([\w-]+)$/.exec(location.hash) ?? [];
  if (shared) offers[0]?.receive(shared, offers);
}

// Material puts new pages into the one that is open, and says so.
const pages = /** @type {any} */ (window).document$;
pages?.subscribe(() => {
  Offer.leave();
  begin();
});
begin();
addEventListener("hashchange", receive);
addEventListener("pagehide", () => {
  Offer.leave();
  if (isPreview) keep(offers);
});
