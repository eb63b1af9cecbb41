/** The compiler in its worker, as the page sees it. It is loaded at the first edit, and stays over all pages. */

import { CompileLimit, failure } from "./failures.js";

/** What the worker that is there has begun to load from. */
let current = /** @type {{address: string, worker: Worker} | null} */ (null);

/** Programs are compiled one after the other: answers of the worker name none. */
let turn = Promise.resolve();

export class Toolchain {
  #address;

  /** @param {URL} address  of its manifest */
  constructor(address) {
    this.#address = address.href;
  }

  /** Begin to load the compiler, unless it is there. */
  load() {
    if (current?.address === this.#address) return current.worker;
    current?.worker.terminate();
    const worker = new Worker(new URL("./compiler_worker.js", import.meta.url), { type: "module" });
    // Its script may not come, or not be allowed, before anything is built. Then the next build tries it once more.
    worker.onerror = () => {
      if (current?.worker === worker) this.end();
    };
    current = { address: this.#address, worker };
    worker.postMessage({ load: this.#address });
    return worker;
  }

  /**
   * Compile a program, and yield how the compiler is loaded.
   * @param {import("./compiler.js").Request} request
   * @param {number} timeout  seconds
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<import("./event_stream.js").StreamEvent, import("./compiler.js").Built>}
   */
  async *build(request, timeout, signal) {
    const before = turn;
    let done = () => {};
    turn = new Promise((resolve) => (done = () => resolve(undefined)));
    const answers = new Answers(this, request, timeout);
    await before;
    answers.begin(done);
    for (;;) {
      const told = await answers.next(signal);
      if (told.loading) yield { name: "compiling", data: { done: told.loading[0], total: told.loading[1] } };
      if (told.building) yield { name: "compiling", data: {} };
      if (told.built) return told.built;
      if (told.isLate) throw new CompileLimit();
      if (told.failure !== undefined) throw failure(told.failure);
    }
  }

  /** End the compiler; the next build loads it anew. */
  end() {
    current?.worker.terminate();
    current = null;
  }
}

/** What the worker says about one program. */
class Answers {
  #toolchain;
  #request;
  #timeout;
  #timer = 0;
  #told = /** @type {any[]} */ ([]);
  #wake = () => {};

  constructor(toolchain, request, timeout) {
    this.#toolchain = toolchain;
    this.#request = request;
    this.#timeout = timeout;
  }

  /** @param {() => void} done  is called when the worker has answered, even if nobody listens any more */
  begin(done) {
    const worker = this.#toolchain.load();
    const over = (told) => {
      clearTimeout(this.#timer);
      done();
      this.#tell(told);
    };
    worker.onerror = (event) => {
      this.#toolchain.end();
      over({ failure: event.message ?? "" });
    };
    worker.onmessage = ({ data }) => {
      clearTimeout(this.#timer);
      if (data.built || data.failure) return over(data);
      if (data.building) {
        this.#timer = setTimeout(() => {
          this.#toolchain.end();
          over({ isLate: true });
        }, this.#timeout * 1000);
      }
      this.#tell(data);
    };
    worker.postMessage({ build: this.#request });
  }

  /** @param {AbortSignal} signal */
  async next(signal) {
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    while (!this.#told.length) {
      signal.throwIfAborted();
      await new Promise((resolve) => (this.#wake = () => resolve(null)));
    }
    return this.#told.shift();
  }

  #tell(told) {
    this.#told.push(told);
    this.#wake();
  }
}
