/** One run of a program, from the request to its end. */

import { Away } from "./server.js";

/** Milliseconds in which a server that is told to stop a program can still say how that went. */
const PATIENCE = 2000;

export class Run {
  /** The one that goes on: a page has one at a time, because browsers have few connections to a server. */
  static #current = /** @type {Run | null} */ (null);

  #server;
  #controller = new AbortController();
  #id = "";
  #typed = Promise.resolve();

  /** Whether the reader stopped it. */
  isStopped = false;

  /** @param {import("./server.js").Server} server */
  constructor(server) {
    this.#server = server;
  }

  /** Whether a program goes on. */
  static get isAny() {
    return Run.#current !== null;
  }

  /** End the program that goes on, if there is one. */
  static leave() {
    Run.#current?.leave();
  }

  /**
   * Run a program, and tell what happens, until it ends or the reader has stopped it.
   * @param {object} request
   * @returns {AsyncGenerator<import("./event_stream.js").StreamEvent>}
   */
  async *events(request) {
    Run.leave();
    Run.#current = this;
    const { signal } = this.#controller;
    try {
      for await (const event of this.#server.run(request, signal)) {
        signal.throwIfAborted();
        if (event.name === "started") this.#id = event.data.run;
        yield event;
        if (event.name === "ended") return;
      }
      throw new Away();
    } catch (error) {
      if (!signal.aborted) throw error instanceof TypeError ? new Away() : error;
      this.isStopped = true;
    } finally {
      this.#controller.abort();
      if (Run.#current === this) Run.#current = null;
    }
  }

  /** End the program, and tell no more of it. */
  leave() {
    this.#controller.abort();
  }

  /** Stop the program. */
  stop() {
    this.isStopped = true;
    if (!this.#id) return this.#controller.abort();
    this.#server.stop(this.#id).catch(() => this.#controller.abort());
    setTimeout(() => this.#controller.abort(), PATIENCE);
  }

  /**
   * Type a text into the program.
   * @param {string} text
   */
  send(text) {
    this.#queue(() => this.#server.send(this.#id, text));
  }

  /** End the input of the program. */
  end() {
    this.#queue(() => this.#server.end(this.#id));
  }

  /**
   * Do one thing after the other: lines must not overtake each other. A program that has ended reads no more.
   * @param {() => Promise<void>} act
   */
  #queue(act) {
    this.#typed = this.#typed.then(act).catch(() => {});
  }
}
