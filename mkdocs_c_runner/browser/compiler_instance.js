/** An instance of the compiler that serves call after call, each as if it were the first. */

import { Exit } from "./wasi.js";

const SYSTEM = "wasi_snapshot_preview1";

/** A part of the compiler is needed that is not there yet. */
export class NeedsRest extends Error {}

/** The compiler itself failed: where its stack overflows, each browser has another error. */
export class Failed extends Error {}

export class Instance {
  #exports;
  #system = /** @type {Record<string, any>} */ ({});
  #calls = /** @type {Record<string, any>} */ ({});
  #data;
  #globals;
  #isNew = true;
  #hasRest = false;

  /** @param {WebAssembly.Module} module  what it imports that is no call to the system belongs to its rest */
  constructor(module) {
    const needsRest = () => {
      throw new NeedsRest();
    };
    /** @type {Record<string, Record<string, any>>} */
    const imports = { [SYSTEM]: this.#system };
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      const call = (/** @type {any[]} */ ...numbers) => this.#calls[name](...numbers);
      (imports[from] ??= {})[name] = from === SYSTEM ? call : needsRest;
    }
    const instance = new WebAssembly.Instance(module, imports);
    this.#exports = instance.exports;
    this.#data = withoutZeros(this.#memory);
    this.#globals = Object.values(instance.exports)
      .filter((each) => each instanceof WebAssembly.Global)
      .map((global) => ({ global, value: global.value }));
  }

  /** The bytes of its memory, which never shrinks. */
  get size() {
    return this.#memory.length;
  }

  get #memory() {
    return new Uint8Array(/** @type {WebAssembly.Memory} */ (this.#exports.memory).buffer);
  }

  /**
   * Put in the rest of the compiler.
   * @param {WebAssembly.Module} rest
   * @param {string} primary  the name under which it imports from the first part
   */
  complete(rest, primary) {
    if (this.#hasRest) return;
    new WebAssembly.Instance(rest, { [SYSTEM]: this.#system, [primary]: this.#exports });
    this.#hasRest = true;
  }

  /**
   * Run the compiler.
   * @param {import("./wasi.js").Wasi} wasi
   * @returns {number} its status
   * @throws {NeedsRest}
   * @throws {Failed}
   */
  run(wasi) {
    this.renew();
    this.#isNew = false;
    Object.assign(this.#calls, wasi.imports);
    wasi.attach({ exports: this.#exports });
    try {
      /** @type {() => void} */ (this.#exports._start)();
    } catch (error) {
      if (error instanceof Exit) return error.code;
      if (error instanceof NeedsRest) throw error;
      throw new Failed(String(error));
    }
    return 0;
  }

  /** Make it as it was when it was new: that takes a fraction of the time of another one, and no further memory. */
  renew() {
    if (this.#isNew) return;
    const { bytes, begin } = this.#data;
    const memory = this.#memory;
    memory.fill(0, 0, begin);
    memory.set(bytes, begin);
    memory.fill(0, begin + bytes.length);
    for (const { global, value } of this.#globals) global.value = value;
    this.#isNew = true;
  }
}

/**
 * Return a copy of what a memory has between the zeros at its begin and its end.
 * @param {Uint8Array} memory
 */
function withoutZeros(memory) {
  const words = new Uint32Array(memory.buffer);
  const first = words.findIndex((word) => word !== 0);
  const last = words.findLastIndex((word) => word !== 0);
  const begin = 4 * Math.max(0, first);
  return { bytes: memory.slice(begin, 4 * (last + 1)), begin };
}
