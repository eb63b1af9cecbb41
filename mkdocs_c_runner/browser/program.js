/**
 * One run of a program: what it reads, prints and uses of time and chance.
 *
 * Where the browser can suspend WebAssembly, a program that reads waits. Elsewhere it is abandoned when it reads what
 * was not typed yet, and run again with it. So that it comes to the same place, it gets the same times and the same
 * chance, and what it printed already is not shown again.
 */

import { check, crashOf, kill } from "./crash.js";
import { Directory } from "./files.js";
import { Recording } from "./recording.js";
import { chance, Exit, now, Wasi } from "./wasi.js";

const encoder = new TextEncoder();

/** Typed text in pieces that a program reads one by one: lines, and what stands before an end of input, Ctrl+D. */
const LINES = /[^\n\x04]*[\n\x04]|[^\n\x04]+/g;

/** What interrupts a program, Ctrl+C. */
const INTERRUPT = "\x03";
const SIGINT = 2;

/** The reader has to type before the program can go on. */
class NeedsInput extends Error {}

/** The program has printed as much as it may. */
class TooMuch extends Error {}

/** The program asks for what is not here. */
class Unknown extends Error {}

/** The names of what a check of clang calls. */
const CHECK = /^__ubsan_handle_\w+$/;

/**
 * @typedef {object} Start
 * @property {Uint8Array} bytes  the module
 * @property {string} [name]  the name of the program
 * @property {string[]} args
 * @property {[string, string][]} env
 * @property {[string, Uint8Array][]} files
 * @property {string} stdin  the input, or empty if the reader types it
 * @property {boolean} [isTerminal]  whether it prints on a terminal; else it has two streams, and no echo
 * @property {number} most  the bytes that it may print
 * @property {boolean} [replays]  whether not to suspend it even where that is possible
 * @typedef {{code: number} | {crash: import("./crash.js").Crash} | {limit: "output"}} End
 * @typedef {object} Listener
 * @property {(descriptor: number, bytes: Uint8Array) => void} printed
 * @property {(line: Uint8Array) => void} typed  what it has read, as a terminal echoes it
 * @property {() => void} waits
 * @property {(remark: import("./crash.js").Crash) => void} noted  what goes wrong, and does not end it
 */

/** Whether this browser can suspend a program. */
function canSuspend() {
  const { Suspending, promising } = /** @type {any} */ (WebAssembly);
  return typeof Suspending === "function" && typeof promising === "function";
}

export class Program {
  #start;
  #listener;
  #suspends = false;
  #input = /** @type {string[]} */ ([]);
  #hasEnded = false;
  #go = /** @type {(() => void) | null} */ (null);
  #exports = /** @type {WebAssembly.Exports} */ ({});

  // Of this attempt, and what earlier ones have recorded.
  #line = new Uint8Array();
  #lines = 0;
  #echoed = 0;
  #printed = 0;
  #shown = 0;
  #times = new Recording(now, () => 1);
  #chances = new Recording(chosen, (bytes) => bytes.length);
  #pauses = new Recording(pause, () => 1);
  #noted = new Set();

  /**
   * @param {Start} start
   * @param {Listener} listener
   */
  constructor(start, listener) {
    this.#start = start;
    this.#listener = listener;
    if (start.stdin) {
      this.type(start.stdin);
      this.end();
    }
  }

  /** Type a text. @param {string} text */
  type(text) {
    if (this.#hasEnded) return;
    for (const line of text.match(LINES) ?? []) this.#input.push(line);
    this.#go?.();
  }

  /** End the input. */
  end() {
    this.#hasEnded = true;
    this.#go?.();
  }

  /** Run it. @returns {Promise<End>} */
  async run() {
    const { bytes } = this.#start;
    const module = await WebAssembly.compile(bytes);
    this.#suspends = canSuspend() && !this.#start.replays && this.#waits(module);
    for (;;) {
      try {
        await this.#attempt(module);
        return { code: 0 };
      } catch (error) {
        if (error instanceof NeedsInput) {
          await this.#typed();
          continue;
        }
        if (error instanceof Exit) return { code: error.code & 255 };
        if (error instanceof TooMuch) return { limit: "output" };
        if (error instanceof Unknown) throw error;
        return { crash: crashOf(error, bytes, this.#exports) };
      }
    }
  }

  /** Whether there is anything that a program may wait for. @param {WebAssembly.Module} module */
  #waits(module) {
    const names = WebAssembly.Module.imports(module).map(({ name }) => name);
    return names.includes("poll_oneoff") || (names.includes("fd_read") && !this.#start.stdin);
  }

  /** @param {WebAssembly.Module} module */
  async #attempt(module) {
    this.#line = new Uint8Array();
    this.#lines = this.#printed = 0;
    const isPlayedAgain = !this.#suspends && !this.#start.stdin;
    for (const recording of [this.#times, this.#chances, this.#pauses]) recording.rewind(isPlayedAgain);
    const { name, args, env, files, isTerminal } = this.#start;
    const program = name ?? "a.out";
    const root = new Directory();
    root.put(program, new Uint8Array()); // which a program finds that lists its directory
    for (const [name, content] of files) root.put(name, content.slice());
    root.alias = "tmp"; // the working directory, by the name that programs know
    const wasi = new Wasi({
      args: [`./${program}`, ...args],
      env: env.map(([name, value]) => `${name}=${value}`),
      root,
      isTerminal: isTerminal !== false,
      read: (most) => this.#read(most),
      write: (descriptor, bytes) => this.#write(descriptor, bytes),
      clock: (id) => this.#times.next(id),
      random: (bytes) => bytes.set(this.#chances.next(bytes.length)),
    });
    const instead = this.#suspends ? this.#suspending(wasi) : this.#spinning(wasi);
    const imports = imported(module, wasi, instead, (remark) => this.#note(remark));
    const instance = await WebAssembly.instantiate(module, imports);
    wasi.attach(instance);
    this.#exports = instance.exports;
    const start = /** @type {() => void} */ (instance.exports._start);
    await (this.#suspends ? /** @type {any} */ (WebAssembly).promising(start)() : start());
  }

  /** Calls that wait. @param {Wasi} wasi */
  #suspending(wasi) {
    const { fd_read, poll_oneoff } = wasi.imports;
    const { Suspending } = /** @type {any} */ (WebAssembly);
    return {
      fd_read: new Suspending(async (/** @type {number[]} */ ...numbers) => {
        if ("device" in (wasi.open[numbers[0]] ?? {})) await this.#typed();
        return fd_read(...numbers);
      }),
      poll_oneoff: new Suspending(async (/** @type {number[]} */ ...numbers) => {
        const [from, , count] = numbers;
        await new Promise((resolve) => setTimeout(resolve, wasi.sleepOf(from, count)));
        return poll_oneoff(...numbers);
      }),
    };
  }

  /** Calls that do not. @param {Wasi} wasi */
  #spinning(wasi) {
    const { poll_oneoff } = wasi.imports;
    return {
      poll_oneoff: (/** @type {number[]} */ ...numbers) => {
        this.#pauses.next(wasi.sleepOf(numbers[0], numbers[2]));
        return poll_oneoff(...numbers);
      },
    };
  }

  /** Wait until there is input, or none will come. */
  async #typed() {
    while (!this.#line.length && this.#lines >= this.#input.length && !this.#hasEnded) {
      this.#listener.waits();
      await new Promise((resolve) => {
        this.#go = () => resolve(null);
      });
      this.#go = null;
    }
  }

  /**
   * @param {number} most
   * @returns {Uint8Array}
   */
  #read(most) {
    if (!this.#line.length && this.#lines < this.#input.length) {
      const line = this.#input[this.#lines++];
      const [before, after] = line.split(INTERRUPT);
      const seen = after === undefined ? before : `${before}^C`;
      this.#echo(seen.replace("\x04", ""));
      if (after !== undefined) kill(SIGINT);
      this.#line = encoder.encode(line.replace("\x04", ""));
    } else if (!this.#line.length && !this.#hasEnded) {
      throw new NeedsInput();
    }
    const bytes = this.#line.subarray(0, most);
    this.#line = this.#line.subarray(bytes.length);
    return bytes;
  }

  /** Show what is read, as a terminal does, in the first attempt that reads it. @param {string} text */
  #echo(text) {
    if (this.#lines <= this.#echoed) return;
    this.#echoed = this.#lines;
    if (text && this.#start.isTerminal !== false) this.#listener.typed(encoder.encode(text));
  }

  /** Tell what goes wrong once, in however many attempts. @param {import("./crash.js").Crash} remark */
  #note(remark) {
    const key = JSON.stringify(remark);
    if (!this.#noted.has(key)) this.#listener.noted(remark);
    this.#noted.add(key);
  }

  /**
   * @param {number} descriptor
   * @param {Uint8Array} bytes
   */
  #write(descriptor, bytes) {
    const before = this.#printed;
    this.#printed += bytes.length;
    const fitting = bytes.subarray(Math.max(0, this.#shown - before), Math.max(0, this.#start.most - before));
    this.#shown = Math.max(this.#shown, this.#printed);
    if (fitting.length) this.#listener.printed(descriptor, fitting);
    if (this.#printed > this.#start.most) throw new TooMuch();
  }
}

/** @param {number} length */
function chosen(length) {
  const bytes = new Uint8Array(length);
  chance(bytes);
  return bytes;
}

/** Let time pass: this thread has nothing else to do. @param {number} milliseconds */
function pause(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/**
 * Return all that a module imports.
 * @param {WebAssembly.Module} module
 * @param {Wasi} wasi
 * @param {Record<string, any>} instead  of some of the functions
 * @param {Listener["noted"]} noted
 */
function imported(module, wasi, instead, noted) {
  const known = new Map([["c_runner.killed", kill]]);
  for (const [name, call] of Object.entries({ ...wasi.imports, ...instead })) {
    known.set(`wasi_snapshot_preview1.${name}`, call);
  }
  // Names are foreign: an ordinary object has some by itself.
  const imports = Object.create(null);
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    const isCheck = from === "env" && CHECK.test(name);
    const own = isCheck ? check(name, () => wasi.view, noted) : known.get(`${from}.${name}`);
    if (!own || kind !== "function") throw new Unknown(`${from}.${name}`);
    (imports[from] ??= Object.create(null))[name] = own;
  }
  return imports;
}
