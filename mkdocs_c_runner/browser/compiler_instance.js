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
  #begin;
  #globals;
  #isNew = true;
  #hasRest = false;

  /**
   * @param {WebAssembly.Module} module  what it imports that is no call to the system belongs to its rest
   * @param {number} written  the address from which on it writes its data: its stack and its constants are before
   */
  constructor(module, written) {
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
    const memory = this.#memory;
    this.#data = { bytes: memory.slice(written, lastByte(memory) + 1), written };
    this.#begin = firstByte(memory);
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
    const { bytes, written } = this.#data;
    const memory = this.#memory;
    memory.fill(0, firstByte(memory), this.#begin); // of the stack, most was never used, and takes no memory
    memory.set(bytes, written);
    memory.fill(0, written + bytes.length);
    for (const { global, value } of this.#globals) global.value = value;
    this.#isNew = true;
  }
}

/**
 * Return the address of the first byte of a memory that is not zero, or one up to three before it.
 * @param {Uint8Array} memory
 */
function firstByte(memory) {
  const words = new Uint32Array(memory.buffer);
  let at = 0;
  while (at < words.length && words[at] === 0) at++;
  return 4 * at;
}

/**
 * Return the address of the last byte of a memory that is not zero, or one up to three behind it.
 * @param {Uint8Array} memory
 */
function lastByte(memory) {
  const words = new Uint32Array(memory.buffer);
  let at = words.length - 1;
  while (at > 0 && words[at] === 0) at--;
  return 4 * at + 3;
}
