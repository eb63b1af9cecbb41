/** What stays of a figure, as the page was built with it, while it shows another run of its program. */

import { element } from "./dom.js";

/** The source of a block, as the highlighters of hosts make it, and what we make ourselves. */
export const SOURCE = ".highlight, .highlighttable, .codehilite, pre";
const OURS = "[class^='c-runner-']";

/** What the build has read of a program: pictures of its memory, and views of its code. */
const PICTURES = ".c-runner-steps, .c-runner-memory";
const READ = `${PICTURES}, .c-runner-view`;

/** A tab: its button, its label and its panel. @typedef {HTMLElement[]} Tab */

export class Kept {
  #read;
  #pictures;
  #tabs;
  #all;
  #run = /** @type {Tab} */ ([]);

  /** @param {Node[]} built  what the figure was built with */
  constructor(built) {
    this.#read = readOf(built, READ);
    this.#pictures = readOf(built, PICTURES);
    this.#tabs = built.find((node) => node instanceof HTMLElement && node.matches(".c-runner-tabs"));
    this.#all = [...(this.#tabs?.childNodes ?? [])];
  }

  /** Put all that was in the tabs back. */
  restore() {
    /** @type {HTMLElement | undefined} */ (this.#tabs)?.replaceChildren(...this.#all);
  }

  /**
   * Return what a figure shows when its program has run: its source stays, and what was read of the program as long as
   * that is the one of the page.
   * @param {Node[]} nodes  what the run has made
   * @param {boolean} isAsBuilt  whether it ran as the page has it
   * @param {string} note  what to say of pictures that stay though it did not, or nothing if they do not stay
   * @returns {Node[]}
   */
  around(nodes, isAsBuilt, note = "") {
    const stay = isAsBuilt ? READ : note ? PICTURES : null;
    const tabs = tabsOf(this.#all);
    const stays = tabs.map(([, , panel]) => {
      const first = panel.firstElementChild;
      return first?.matches(SOURCE) && !first.matches(OURS) ? true : Boolean(stay && first?.matches(stay));
    });
    const stacked = isAsBuilt ? this.#read : note ? this.#pictures : [];
    const hasPictures = stacked.length || tabs.some(([, , panel]) => panel.firstElementChild?.matches(PICTURES));
    const told = !isAsBuilt && note && hasPictures ? [element("p", { class: "c-runner-expect" }, note)] : [];
    nodes = [...nodes, ...told];
    if (!stays.includes(true)) return [...nodes, ...stacked];
    const place = stays.indexOf(false);
    const shown = tabs.map((tab, index) => (stays[index] ? tab : index === place ? this.#tabOf(tab, nodes) : []));
    const holder = /** @type {HTMLElement} */ (this.#tabs);
    holder.replaceChildren(...shown.flat(), ...(place < 0 ? this.#tabOf(tabs[0], nodes) : []));
    return [holder];
  }

  /**
   * Return the tab of a run, which is the open one.
   * @param {Tab} like  one in whose place or group it is
   * @param {Node[]} nodes
   */
  #tabOf([button, title], nodes) {
    const { name } = /** @type {HTMLInputElement} */ (button);
    const id = `${name}-run`;
    if (!this.#run.length) {
      const input = element("input", { type: "radio", name, id });
      this.#run = [input, element("label", { for: id }), element("div", { class: "c-runner-panel" })];
    }
    const [input, label, panel] = this.#run;
    panel.replaceChildren(...nodes);
    const said = panel.querySelector(".c-runner-label, .c-runner-status");
    label.textContent = (said ?? title).textContent;
    if (said?.matches(".c-runner-label")) said.remove();
    /** @type {HTMLInputElement} */ (input).checked = true;
    return this.#run;
  }
}

/** @param {Node[]} nodes  of an element with tabs @returns {Tab[]} */
function tabsOf(nodes) {
  const elements = /** @type {HTMLElement[]} */ (nodes.filter((node) => node instanceof HTMLElement));
  const panels = elements.filter((node) => node.matches(".c-runner-panel:not([data-verdict])"));
  return panels.map((panel) => {
    const index = elements.indexOf(panel);
    return elements.slice(index - 2, index + 1);
  });
}

/**
 * Return what was read of a program where parts stand one below the other, behind its labels.
 * @param {Node[]} built
 * @param {string} wanted  a selector
 */
function readOf(built, wanted) {
  const found = /** @type {Node[]} */ ([]);
  let label = /** @type {Node | undefined} */ (undefined);
  for (const node of built) {
    if (!(node instanceof HTMLElement)) continue;
    if (node.matches(wanted)) {
      found.push(...(label ? [label] : []), node);
      if (node.nextElementSibling?.matches("details")) found.push(node.nextElementSibling);
      label = undefined;
    } else {
      const named = node.matches(".c-runner-label") ? node : node.querySelector(":scope > .c-runner-label");
      label = named?.cloneNode(true);
    }
  }
  return found;
}
