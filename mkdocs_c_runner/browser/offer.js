/** A block as the page offers it: its buttons. The code behind them is loaded when a reader presses one. */

import { button, element } from "./dom.js";
import { Figure } from "./figure.js";

/**
 * @typedef {import("./block.js").Page} Page
 * @typedef {typeof import("./block.js")} Code
 */

export class Offer {
  /** What `block.js` has, once it was loaded. */
  static #code = /** @type {Code | null} */ (null);

  #page;
  #index;
  #block = /** @type {import("./block.js").Block | null} */ (null);
  #edit;
  #run = /** @type {HTMLButtonElement | null} */ (null);
  #said = element("p", { class: "c-runner-said", role: "status" });

  /**
   * @param {HTMLElement} data  the hidden element behind the block
   * @param {Page} page
   * @param {number} index  its number on the page
   */
  constructor(data, page, index) {
    this.#page = page;
    this.#index = index;
    this.request = JSON.parse(data.dataset.request ?? "");
    const { wasm } = this.request;
    this.#edit = button(page.words.edit, () => this.#with((block) => block.toggle()), {
      "aria-expanded": "false",
    });
    const buttons = [this.#edit];
    const foot = [];
    if (page.access.browser) foot.push(this.#said);
    if (wasm) {
      this.#run = button(page.words.run, () => this.#with((block) => block.runOrStop()));
      buttons.unshift(this.#run);
    }
    if (wasm?.note) {
      const note = element("p", { class: "c-runner-expect", id: `c-runner-expect-${index}` }, wasm.note);
      this.#run?.setAttribute("aria-describedby", note.id);
      foot.unshift(note);
    }
    this.figure = new Figure(data, buttons, foot);
    if (page.access.browser) this.figure.note = page.words.memory_as_built;
  }

  /** End the program that goes on, if there is one. */
  static leave() {
    Offer.#code?.Run.leave();
  }

  /** The edits that are open here, or null. */
  get memory() {
    return this.#block?.memory ?? null;
  }

  /**
   * Open again what was open before the page was loaded anew.
   * @param {import("./memory.js").Memory} memory
   */
  recall(memory) {
    return this.#with((block) => block.recall(memory));
  }

  /**
   * Show the program that an address has, in the block to which it belongs, or say that it cannot be shown.
   * @param {string} shared
   * @param {Offer[]} offers
   */
  receive(shared, offers) {
    if (!this.#page.access.browser) return;
    return this.#with(async () => {
      const received = await Offer.#code?.received(shared);
      const offer = received && offers[received.block];
      this.say(offer ? "" : this.#page.words.link_damaged);
      if (offer) await offer.#with((block) => block.receive(received));
      else this.#said.scrollIntoView({ block: "center" });
    });
  }

  /**
   * Say what happens while there is no workbench.
   * @param {string} text
   * @param {boolean} [isSeen]  whether it stands in the figure too, and is only for those who do not see that
   */
  say(text, isSeen = false) {
    this.#said.classList.toggle("c-runner-unseen", isSeen);
    this.#said.textContent = text;
  }

  /** Show whether a program runs. @param {boolean} running */
  set running(running) {
    const { words } = this.#page;
    if (this.#run) this.#run.textContent = running ? words.stop : words.run;
  }

  /** Show whether the workbench is open, which has a button to run it too. @param {boolean} open */
  set open(open) {
    this.#edit.setAttribute("aria-expanded", String(open));
    this.say("");
    if (this.#run) this.#run.hidden = open;
  }

  /** Whether the reader is where the buttons are. */
  get isFocused() {
    return document.activeElement === this.#run;
  }

  /** Lead the reader to the button. */
  focus() {
    this.#run?.focus();
  }

  /** The number of the block on its page. */
  get index() {
    return this.#index;
  }

  /** @param {(block: import("./block.js").Block) => void | Promise<void>} act */
  async #with(act) {
    try {
      Offer.#code ??= await import("./block.js");
    } catch (error) {
      console.error(error);
      this.#said.textContent = this.#page.words.no_network ?? this.#page.words.away;
      if (!this.#said.isConnected) this.figure.add(this.#said);
      return;
    }
    this.#block ??= new Offer.#code.Block(this, this.#page);
    await act(this.#block);
  }
}
