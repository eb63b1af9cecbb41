/** A block that a reader edits and runs. */

import { write } from "./clipboard.js";
import { fences } from "./fence_text.js";
import { linkTo } from "./link.js";
import { Output } from "./output.js";
import { Run } from "./run.js";
import { Refused, Server } from "./server.js";
import { Showing } from "./showing.js";
import { Wasm } from "./wasm.js";
import { Workbench } from "./workbench.js";

export { received } from "./link.js";
export { Run };

/**
 * @typedef {{endpoint: string, token: string, browser?: {toolchain: string}}} Access
 * @typedef {{access: Access, preview: boolean, words: Record<string, string>,
 *   offers: import("./offer.js").Offer[]}} Page
 * @typedef {{name: string, text: string, edited: boolean, hidden?: [number, number][]}} File
 */

export class Block {
  #page;
  #offer;
  #server;
  #request;
  #before;
  #figure;
  #workbench = /** @type {Workbench | null} */ (null);
  #editor = /** @type {import("./editor.js").Editor | null} */ (null);
  #run = /** @type {Run | null} */ (null);
  #isAskedAgain = false;

  /**
   * @param {import("./offer.js").Offer} offer  the block on the page
   * @param {Page} page
   */
  constructor(offer, page) {
    this.#page = page;
    this.#offer = offer;
    this.#figure = offer.figure;
    this.#request = offer.request;
    const { browser } = page.access;
    this.#server = browser && !this.#request.session ? new Wasm(browser, page) : new Server(page.access);
    /** The texts of the files when they were read, for saving. */
    this.#before = this.#request.files.map((/** @type {File} */ file) => file.text);
  }

  /** The edits that are open here, or null. @returns {import("./memory.js").Memory | null} */
  get memory() {
    if (!this.#workbench?.element.isConnected || !this.#editor) return null;
    const { isFocused, cursor, texts } = this.#editor;
    return { before: this.#before, texts, fields: this.#workbench.fields, isFocused, cursor };
  }

  /**
   * Open again what was open before the page was loaded anew.
   * @param {import("./memory.js").Memory} memory
   */
  async recall({ before, texts, fields, isFocused, cursor }) {
    const workbench = await this.#open();
    if (!this.#editor || texts.length !== this.#before.length) return;
    if (String(texts) !== String(before)) {
      // Edits that were not saved are kept, but not put over what the page has got meanwhile: that takes a reset.
      this.#before = before;
      this.#editor.replace(texts);
    }
    workbench.fields = fields;
    if (isFocused) this.#editor.focus(cursor);
  }

  /** Open the workbench, or close it. */
  async toggle() {
    if (!this.#workbench?.element.isConnected) {
      await this.#open();
      this.#editor?.focus();
    } else {
      this.#close(this.#workbench);
    }
  }

  /**
   * Show what the page has. The output of a changed program would stand beneath another text.
   * @param {Workbench} workbench
   */
  #close(workbench) {
    if (!this.#figure.isAsBuilt) {
      this.#leave();
      this.#figure.showBuilt();
      workbench.say("");
    }
    this.#figure.close(workbench.element);
    this.#offer.open = false;
  }

  /** Run the program of the page, or stop the one that runs. */
  async runOrStop() {
    await (this.#run ? this.#stop() : this.#start(this.#offer, this.#request.files, this.#request));
  }

  /**
   * Show a program that came with the address of the page.
   * @param {import("./link.js").Shared} shared
   */
  async receive({ files, fields }) {
    const workbench = await this.#open();
    const texts = this.#request.files.map((/** @type {File} */ { name, text }) => files.get(name) ?? text);
    this.#editor?.replace(texts);
    workbench.fields = fields;
    workbench.say(this.#page.words.shared);
    workbench.element.scrollIntoView({ block: "center" });
  }

  /** Show the workbench, and load the editor unless it is there. */
  async #open() {
    const workbench = (this.#workbench ??= this.#newWorkbench());
    workbench.running = this.#run !== null;
    this.#figure.open(workbench.element);
    this.#offer.open = true;
    try {
      const { Editor } = await import("./editor.js");
      const edited = () => this.#server instanceof Wasm && this.#server.prepare();
      const { files, session } = this.#request;
      this.#editor ??= new Editor(workbench.place, files, this.#page.words, edited, !session);
    } catch {
      workbench.say(this.#page.words.no_network ?? this.#page.words.away);
    }
    return workbench;
  }

  #newWorkbench() {
    const deeds = {
      run: () => this.#runEdited(),
      stop: () => this.#stop(),
      reset: () => this.#reset(),
      copy: () => this.#copy(),
      share: this.#page.access.browser ? () => this.#share() : null,
      save: this.#page.preview ? () => this.#save() : null,
    };
    return new Workbench(this.#request, this.#page.words, deeds, (index) => this.#editor?.show(index));
  }

  /** The files as they are now. @returns {File[]} */
  get #files() {
    const texts = this.#editor?.texts ?? [];
    return this.#request.files.map((/** @type {File} */ { name, edited }, /** @type {number} */ index) => {
      return { name, text: texts[index], edited };
    });
  }

  /** Run what stands in the editor; in place of what runs, if something does. */
  async #runEdited() {
    if (!this.#editor || !this.#workbench) return;
    this.#isAskedAgain = this.#run !== null;
    if (this.#run) this.#run.stop();
    else await this.#start(this.#workbench, this.#files, this.#workbench.process);
  }

  #stop() {
    this.#isAskedAgain = false;
    this.#run?.stop();
  }

  /**
   * Run a program, and another one if the reader asked for that meanwhile.
   * @param {any} desk
   * @param {File[]} files
   * @param {{args: string[], stdin: string}} process
   */
  async #start(desk, files, { args, stdin }) {
    if (this.#run) return;
    const { words, preview } = this.#page;
    const { fence: _, wasm, block, ...rest } = this.#request;
    const isBuilt = files.every(({ text }, index) => text === this.#request.files[index].text);
    const own = {
      ...(isBuilt && wasm && { wasm }),
      ...((preview || this.#page.access.browser) && { block }),
    };
    const request = {
      ...rest,
      ...own,
      files: files.map(({ name, text, edited }) => ({ name, text, edited })),
    };
    const run = (this.#run = new Run(/** @type {any} */ (this.#server)));
    this.#figure.isAsBuilt = desk === this.#offer;
    this.#editor?.mark([]);
    this.#showRunning(true);
    desk.say(request.wasm ? words.running : words.compiling);
    const output = new Output(words, run, request.session ? files[0].name : words.output); // as the result has it
    const [figure, editor] = [this.#figure, this.#editor];
    const back = () => (desk === this.#offer ? desk.focus() : editor?.focus());
    const showing = new Showing({ figure, editor, words, desk, output, back });
    await showing.follow(run.events({ ...request, args, stdin }));
    // Where another block runs by now, that was asked for later.
    const isNext = this.#isAskedAgain && !Run.isAny;
    this.#isAskedAgain = false;
    if (run.isStopped) desk.say(isNext ? "" : words.stopped);
    this.#run = null;
    this.#showRunning(false);
    if (isNext) await this.#runEdited();
  }

  /** @param {boolean} isRunning */
  #showRunning(isRunning) {
    this.#offer.running = isRunning;
    if (this.#workbench) this.#workbench.running = isRunning;
  }

  /** End the program that runs, and show nothing more of it. */
  #leave() {
    this.#isAskedAgain = false;
    this.#run?.leave();
  }

  #reset() {
    this.#leave(); // what it had to say until its end would stand beneath another text
    this.#editor?.mark([]);
    this.#before = this.#request.files.map((/** @type {File} */ file) => file.text);
    this.#editor?.replace(this.#before);
    this.#workbench?.reset();
    this.#workbench?.say("");
    this.#figure.showBuilt();
  }

  /** Copy the fence of the block as it is now, and one for each other file that was changed. */
  async #copy() {
    const workbench = /** @type {Workbench} */ (this.#workbench);
    await write(fences(this.#request, this.#files, workbench.process));
    workbench.say(this.#page.words.copied);
  }

  /** Copy the address of the page with the block as it is now. */
  async #share() {
    const workbench = /** @type {Workbench} */ (this.#workbench);
    const address = await linkTo(this.#offer.index, this.#request.files, this.#files, workbench.fields);
    if (address) await write(address);
    workbench.say(address ? this.#page.words.link_copied : this.#page.words.link_too_long);
  }

  async #save() {
    const workbench = /** @type {Workbench} */ (this.#workbench);
    const index = this.#request.files.findIndex((/** @type {File} */ file) => file.edited);
    const after = this.#files[index].text;
    try {
      await /** @type {Server} */ (this.#server).save({
        block: this.#request.block,
        before: this.#before[index],
        after,
      });
      this.#before[index] = this.#request.files[index].text = after;
      workbench.say(this.#page.words.saved);
    } catch (error) {
      const sentence = error instanceof Refused ? error.message : this.#page.words.away;
      workbench.say(sentence);
    }
  }
}
