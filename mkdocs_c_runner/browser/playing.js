/** A program that runs in a worker, and the reader who types into it. */

import { failure } from "./failures.js";

/** A worker that is free: the last program in it ended by itself, or none has begun. */
let free = /** @type {Worker | null} */ (null);

/** Make a worker ready, so that a program begins at once. */
export function prepare() {
  if (free) return;
  const worker = new Worker(new URL("./program_worker.js", import.meta.url), { type: "module" });
  worker.onerror = () => {
    if (free === worker) free = null;
  };
  free = worker;
}

/**
 * @typedef {import("./event_stream.js").StreamEvent} StreamEvent
 * @typedef {{text: string, typed: boolean, stream: string}} Piece
 */

export class Playing {
  #worker = /** @type {Worker | null} */ (null);
  #timer = 0;
  #left = 0; // milliseconds
  #since = 0;
  #queue = /** @type {(StreamEvent | Error | null)[]} */ ([]);
  #wake = () => {};
  #pieces = /** @type {Piece[]} */ ([]);
  #decoders = new Map();

  /** Whether it has begun. */
  get isThere() {
    return this.#worker !== null;
  }

  /** How it ended. */
  result = /** @type {any} */ ({ verdict: "ok", code: 0, crash: null, remarks: [], pieces: this.#pieces });

  /** @param {AbortSignal} signal */
  constructor(signal) {
    signal.addEventListener("abort", () => this.#over(new DOMException("", "AbortError")));
  }

  /**
   * Run a program, and yield what happens until it ends.
   * @param {import("./program.js").Start} start
   * @param {number} timeout  seconds
   * @returns {AsyncGenerator<StreamEvent>}
   */
  async *events(start, timeout) {
    prepare();
    [this.#worker, free] = [free, null];
    const worker = /** @type {Worker} */ (this.#worker);
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => this.#over(failure(event.message ?? ""));
    this.#left = timeout * 1000;
    worker.postMessage({ start }, [start.bytes.buffer]); // else the page would keep it until it collects garbage
    for (;;) {
      while (!this.#queue.length) await new Promise((resolve) => (this.#wake = () => resolve(null)));
      const event = this.#queue.shift();
      if (!event) return;
      if (event instanceof Error) throw event;
      yield event;
    }
  }

  /** @param {string} text */
  send(text) {
    this.#worker?.postMessage({ text });
    this.#resume();
  }

  end() {
    this.#worker?.postMessage({ end: true });
    this.#resume();
  }

  /** End it, and show what it has printed. */
  stop() {
    this.#ended({ stopped: true, verdict: "runtime-error", code: 137 });
  }

  /** End it, if it still runs. */
  leave() {
    this.#pause();
    if (!this.#worker) return;
    this.#worker.terminate();
    this.#worker = null;
    prepare();
  }

  /** @param {any} told */
  #hear({ stream, bytes, started, remark, waiting, end, failure: text }) {
    if (started) {
      this.#resume();
    } else if (bytes) {
      this.#print(stream, bytes);
    } else if (remark) {
      this.result.remarks.push(remark);
    } else if (waiting) {
      this.#pause();
      this.#tell({ name: "waiting", data: {} });
    } else if (text) {
      this.#over(failure(text));
    } else if (end) {
      this.#keep();
      if (end.crash) this.#ended({ verdict: "runtime-error", crash: end.crash, code: 128 });
      else if (end.limit) this.#ended({ verdict: "output-limit", code: 137 });
      else this.#ended({ verdict: end.code ? "runtime-error" : "ok", code: end.code });
    }
  }

  #print(stream, bytes) {
    const typed = stream === "stdin";
    if (!this.#decoders.has(stream)) this.#decoders.set(stream, new TextDecoder("utf-8", { ignoreBOM: true }));
    const text = this.#decoders.get(stream).decode(bytes, { stream: true });
    const last = this.#pieces.at(-1);
    if (last?.stream === stream) last.text += text;
    else if (text) this.#pieces.push({ text, typed, stream });
    if (text) this.#tell({ name: "output", data: { stream, text } });
  }

  /** Let the worker be used again. */
  #keep() {
    this.#pause();
    const worker = this.#worker;
    this.#worker = null;
    if (worker) worker.onmessage = worker.onerror = null;
    if (free) worker?.terminate();
    else free = worker;
  }

  #ended(how) {
    Object.assign(this.result, how);
    this.leave();
    this.#queue.push(null);
    this.#wake();
  }

  /** @param {Error} error */
  #over(error) {
    this.leave();
    this.#queue.push(error);
    this.#wake();
  }

  #tell(event) {
    this.#queue.push(event);
    this.#wake();
  }

  /** Let its time run, unless it does. */
  #resume() {
    if (this.#timer || !this.#worker) return;
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#ended({ verdict: "time-limit", code: 137 }), this.#left);
  }

  /** Let its time stand still: it waits for its reader. */
  #pause() {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#left -= performance.now() - this.#since;
  }
}
