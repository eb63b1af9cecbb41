/** What a reader sees of a run: its messages, its output, and how it ended. */

import { reasonOf } from "./render.js";
import { compiling, counted } from "./sentences.js";
import { Away, Refused } from "./server.js";

/**
 * @typedef {import("./findings.js").Diagnostic} Diagnostic
 * @typedef {import("./event_stream.js").StreamEvent} StreamEvent
 */

export class Showing {
  #figure;
  #editor;
  #words;
  #desk;
  #output;
  #back;
  #diagnostics = /** @type {Diagnostic[]} */ ([]);

  /**
   * @param {{figure: import("./figure.js").Figure, editor: import("./editor.js").Editor | null,
   *   words: Record<string, string>, desk: any, output: import("./output.js").Output, back: () => void}} places
   *   `desk` has what the reader has pressed, and says what happens; `back` leads the reader to where that is
   */
  constructor({ figure, editor, words, desk, output, back }) {
    this.#figure = figure;
    this.#editor = editor;
    this.#words = words;
    this.#desk = desk;
    this.#output = output;
    this.#back = back;
  }

  /**
   * Show what happens, until it has ended in one way or another.
   * @param {AsyncIterable<StreamEvent>} events
   */
  async follow(events) {
    try {
      for await (const event of events) this.#show(event);
    } catch (error) {
      this.#leave();
      this.#fail(error);
    } finally {
      this.#leave();
    }
  }

  /** @param {StreamEvent} event */
  #show({ name, data }) {
    if (name === "compiling") {
      this.#desk.say(compiling(data, this.#words));
    } else if (name === "compiled") {
      this.#diagnostics = data.diagnostics;
      this.#editor?.mark(data.diagnostics);
      if (data.success) this.#figure.show(this.#output.nodes);
      if (data.success) this.#desk.say(this.#words.running);
    } else if (name === "output") {
      this.#output.add(data.stream, data.text);
    } else if (name === "waiting") {
      const isHere = this.#desk.isFocused;
      this.#output.wait();
      this.#desk.say(this.#words.waiting);
      if (isHere) this.#output.focus();
    } else if (name === "error") {
      throw new Refused(data.error);
    } else if (name === "ended") {
      this.#leave();
      this.#end(data);
    }
  }

  /** @param {any} data  how it ended */
  #end({ html, nodes, result, stage, crash }) {
    if (nodes) this.#figure.show(nodes, result.verdict);
    else if (html) this.#figure.showHtml(html, result?.verdict);
    if (crash?.place) {
      const { file, line } = crash.place;
      const text = reasonOf({ ...crash, place: null }, this.#words) || this.#words.crash_here;
      this.#editor?.mark([...this.#diagnostics, { file, line, column: 1, severity: "error", text }]);
    }
    const seen = this.#figure.sentences;
    const last = seen || (stage === "compile" ? "" : this.#words.done);
    this.#desk.say([...counted(this.#diagnostics, this.#words), last].join(" ").trim(), seen !== "");
  }

  /** Take away the place to type, and lead a reader who is there back. */
  #leave() {
    if (this.#output.isFocused) this.#back();
    this.#output.finish();
  }

  /**
   * Say why something could not be done. The output of the page as it was built stands.
   * @param {unknown} error
   */
  #fail(error) {
    this.#figure.showBuilt();
    if (error instanceof Refused && error.seconds !== null) {
      this.#desk.say(this.#words.busy.replace("{seconds}", String(error.seconds)));
    } else if (error instanceof Refused) {
      this.#desk.say(error.message);
    } else {
      this.#desk.say(this.#words.away);
      if (!(error instanceof Away)) console.error(error);
    }
  }
}
