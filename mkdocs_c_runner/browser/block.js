/** A block that a reader edits and runs. */

import { button } from "./dom.js";
import { changed, fence } from "./fence_text.js";
import { Figure } from "./figure.js";
import { Output } from "./output.js";
import { Run } from "./run.js";
import { Away, Refused } from "./server.js";
import { Workbench } from "./workbench.js";

/**
 * @typedef {{server: import("./server.js").Server, preview: boolean, words: Record<string, string>}} Page
 * @typedef {{name: string, text: string, edited: boolean, hidden?: [number, number][]}} File
 * @typedef {import("./findings.js").Diagnostic} Diagnostic
 */

export class Block {
  #page;
  #request;
  #before;
  #figure;
  #button;
  #workbench = /** @type {Workbench | null} */ (null);
  #editor = /** @type {import("./editor.js").Editor | null} */ (null);
  #run = /** @type {Run | null} */ (null);

  /**
   * @param {HTMLElement} data  the hidden element behind the block
   * @param {Page} page
   */
  constructor(data, page) {
    this.#page = page;
    this.#request = JSON.parse(data.dataset.request ?? "");
    /** The texts of the files when they were read, for saving. */
    this.#before = this.#request.files.map((/** @type {File} */ file) => file.text);
    this.#button = button(page.words.edit, () => this.#toggle(), { "aria-expanded": "false" });
    this.#figure = new Figure(data, this.#button);
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

  async #toggle() {
    if (!this.#workbench?.element.isConnected) {
      await this.#open();
      this.#editor?.focus();
    } else {
      this.#figure.close(this.#workbench.element);
      this.#button.setAttribute("aria-expanded", "false");
    }
  }

  /** Show the workbench, and load the editor unless it is there. */
  async #open() {
    const workbench = (this.#workbench ??= this.#newWorkbench());
    this.#figure.open(workbench.element);
    this.#button.setAttribute("aria-expanded", "true");
    try {
      const { Editor } = await import("./editor.js");
      this.#editor ??= new Editor(workbench.place, this.#request.files, this.#page.words);
    } catch {
      workbench.say(this.#page.words.away);
    }
    return workbench;
  }

  #newWorkbench() {
    const deeds = {
      run: () => this.#start(),
      stop: () => this.#run?.stop(),
      reset: () => this.#reset(),
      copy: () => this.#copy(),
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

  async #start() {
    const [workbench, editor, { words, server, preview }] = [this.#workbench, this.#editor, this.#page];
    if (!workbench || !editor || this.#run) return;
    const { fence: _, block, ...rest } = this.#request;
    const request = { ...rest, ...(preview && { block }), files: this.#files, ...workbench.process };
    const run = new Run(server);
    this.#run = run;
    editor.mark([]);
    workbench.running = true;
    workbench.say(words.compiling);
    const output = new Output(words, run);
    try {
      await this.#follow(run.events(request), output, workbench);
      if (run.isStopped) workbench.say(words.stopped);
    } catch (error) {
      this.#leave(output);
      this.#fail(error, workbench);
    } finally {
      this.#leave(output);
    }
    this.#run = null;
    workbench.running = false;
  }

  /**
   * Show what happens to a program.
   * @param {AsyncIterable<import("./event_stream.js").StreamEvent>} events
   * @param {Output} output
   * @param {Workbench} workbench
   */
  async #follow(events, output, workbench) {
    const { words } = this.#page;
    /** @type {Diagnostic[]} */
    let diagnostics = [];
    for await (const { name, data } of events) {
      if (name === "compiled") {
        diagnostics = data.diagnostics;
        this.#editor?.mark(diagnostics);
        if (data.success) this.#figure.show(output.nodes);
        if (data.success) workbench.say(words.running);
      } else if (name === "output") {
        output.add(data.stream, data.text);
      } else if (name === "waiting") {
        const isHere = workbench.element.contains(document.activeElement);
        output.wait();
        workbench.say(words.waiting);
        if (isHere) output.focus();
      } else if (name === "error") {
        throw new Refused(data.error);
      } else if (name === "ended") {
        this.#leave(output);
        if (data.html) this.#figure.showHtml(data.html, data.result?.verdict);
        const done = data.stage === "compile" ? "" : words.done;
        workbench.say([...this.#told(diagnostics), this.#figure.sentences || done].join(" ").trim());
      }
    }
  }

  /**
   * Take away the place to type, and lead a reader who is there back to the editor.
   * @param {Output} output
   */
  #leave(output) {
    if (output.isFocused) this.#editor?.focus();
    output.finish();
  }

  /**
   * Return the number of errors or warnings in words, and the first of them.
   * @param {Diagnostic[]} diagnostics
   * @returns {string[]}
   */
  #told(diagnostics) {
    const { words } = this.#page;
    const errors = diagnostics.filter(({ severity }) => severity.includes("error"));
    const warnings = diagnostics.filter(({ severity }) => severity === "warning");
    const told = errors.length ? errors : warnings;
    if (!told.length) return [];
    const [one, many] = errors.length ? ["one_error", "errors"] : ["one_warning", "warnings"];
    const count = told.length === 1 ? words[one] : words[many].replace("{count}", String(told.length));
    return [`${count}: ${told[0].file}:${told[0].line}: ${told[0].text}.`];
  }

  /**
   * Say why something could not be done. The output of the page as it was built stands.
   * @param {unknown} error
   * @param {Workbench} workbench
   */
  #fail(error, workbench) {
    const { words } = this.#page;
    this.#figure.showBuilt();
    if (error instanceof Refused && error.seconds !== null) {
      workbench.say(words.busy.replace("{seconds}", String(error.seconds)));
    } else if (error instanceof Refused) {
      workbench.say(error.message);
    } else {
      workbench.say(words.away);
      if (!(error instanceof Away)) console.error(error);
    }
  }

  #reset() {
    this.#run?.stop();
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
    const own = changed(this.#request.fence, workbench.process);
    const fences = this.#files.flatMap(({ name, text, edited }, index) => {
      if (edited) return [fence(own, text)];
      return text === this.#request.files[index].text ? [] : [fence(`c file="${name}"`, text)];
    });
    await write(fences.join("\n"));
    workbench.say(this.#page.words.copied);
  }

  async #save() {
    const workbench = /** @type {Workbench} */ (this.#workbench);
    const index = this.#request.files.findIndex((/** @type {File} */ file) => file.edited);
    const after = this.#files[index].text;
    try {
      await this.#page.server.save({ block: this.#request.block, before: this.#before[index], after });
      this.#before[index] = this.#request.files[index].text = after;
      workbench.say(this.#page.words.saved);
    } catch (error) {
      const sentence = error instanceof Refused ? error.message : this.#page.words.away;
      workbench.say(sentence);
    }
  }
}

/**
 * Put a text on the clipboard, also where the page is not from a trusted address.
 * @param {string} text
 */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
