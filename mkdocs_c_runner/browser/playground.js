/** The page script: it finds the blocks of a page that readers may edit and run. */

import { Block } from "./block.js";
import { Run } from "./run.js";
import { Server } from "./server.js";

/** Enhance all blocks of the page that are not yet. */
function begin() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=c-runner-playground]"));
  if (!meta) return;
  const { labels, preview, ...access } = JSON.parse(meta.content);
  const page = { server: new Server(access), preview, words: labels };
  const blocks = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".c-runner-playground"));
  for (const data of blocks) new Block(data, page);
}

// Material puts new pages into the one that is open, and says so.
const pages = /** @type {any} */ (window).document$;
if (pages) {
  pages.subscribe(() => {
    Run.leave();
    begin();
  });
}
begin();
addEventListener("pagehide", () => Run.leave());
