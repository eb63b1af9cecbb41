/**
 * The page script: it finds the blocks of a page that readers may edit and run.
 *
 * The other files: `block.js` is one such block, on the page as `figure.js` and, while it is edited, as
 * `workbench.js`. `run.js` is one run of it: `server.js` is the back end, with `event_stream.js`, and `output.js` shows
 * what is printed. `editor.js` with `editor_look.js` and `findings.js` is loaded when a reader wants to edit.
 * `fence_text.js` and `shell_words.js` write a block as Markdown, `memory.js` keeps edits over reloads, and `dom.js`
 * makes elements.
 */

import { Block } from "./block.js";
import { keep, recall } from "./memory.js";
import { Run } from "./run.js";
import { Server } from "./server.js";

/** The blocks of the page, in their order. */
let blocks = /** @type {Block[]} */ ([]);

/** Whether the page is a preview of its author. */
let isPreview = false;

/** Give the blocks of a page their button. Elements that were seen are gone. */
function begin() {
  const found = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".c-runner-playground"));
  if (!found.length) return;
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=c-runner-playground]"));
  // Hosts without plugins cannot write into the head.
  const told = meta?.content ?? found[0].dataset.access;
  if (!told) return;
  const { labels, preview, ...access } = JSON.parse(told);
  const page = { server: new Server(access), preview, words: labels };
  blocks = [...found].map((data) => new Block(data, page));
  isPreview = preview;
  if (preview) recall(blocks);
}

// Material puts new pages into the one that is open, and says so.
const pages = /** @type {any} */ (window).document$;
pages?.subscribe(() => {
  Run.leave();
  begin();
});
begin();
addEventListener("pagehide", () => {
  Run.leave();
  if (isPreview) keep(blocks);
});
