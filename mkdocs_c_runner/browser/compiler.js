/** Makes a WebAssembly program of C. Clang and its linker are one WASI program, which is called for each step. */

import { Directory } from "./files.js";
import { Exit, Wasi } from "./wasi.js";

/** The name that the linker gives to what stands for a missing `main`: it does not ask for one. */
const NO_MAIN = "undefined_weak:main";

/** The bytes of messages that count. */
const MOST_MESSAGES = 1 << 20;

/** The instances that wait for calls: one, though a program takes two, since each has 20 MB and more. */
const SPARE = 1;

const SYSTEM = "wasi_snapshot_preview1";
const encoder = new TextEncoder();

/** A part of the compiler is needed that is not there yet. */
export class NeedsRest extends Error {}

/**
 * @typedef {object} Manifest
 * @property {string[]} compile  the command that makes an object of one file; `@…` stands for others, see `filled`
 * @property {string[]} link  the command that makes a program of the objects
 * @property {{source: string, compile?: string[], link?: string[]}[]} [when]  options where a source has a pattern
 * @property {string[]} [flags]  patterns of flags that pass
 * @property {string[]} [libs]
 * @property {string} [primary]  the name under which the rest of the compiler imports from its first part
 *
 * @typedef {object} Request
 * @property {{name: string, text: string}[]} files
 * @property {string[]} sources  the names of those that are compiled; others are included
 * @property {string} std  empty for the one of the compiler
 * @property {string[]} flags
 * @property {string[]} libs
 * @property {number} memory  the bytes that the program may have
 *
 * @typedef {{wasm: Uint8Array | null, messages: string}} Built
 * @typedef {{instance: WebAssembly.Instance, system: Record<string, any>, calls: Record<string, any>}} Prepared
 *   an instance with what it imports of the system, which calls the functions in `calls`
 */

export class Compiler {
  #manifest;
  #module;
  #system;
  #prepared = /** @type {Prepared[]} */ ([]);

  /** The rest of the compiler, once it was needed. */
  rest = /** @type {WebAssembly.Module | null} */ (null);

  /**
   * @param {Manifest} manifest
   * @param {WebAssembly.Module} module
   * @param {Directory} system  headers and libraries
   */
  constructor(manifest, module, system) {
    this.#manifest = manifest;
    this.#module = module;
    this.#system = system;
  }

  /**
   * Make an instance for a later call, if there are too few: its data are copied, which takes a sixth of the time from
   * a click to the output.
   * @returns {boolean} whether there are too few still
   */
  prepare() {
    if (this.#prepared.length < SPARE) this.#prepared.push(prepared(this.#module));
    return this.#prepared.length < SPARE;
  }

  /**
   * @param {Request} request
   * @returns {Built}
   * @throws {NeedsRest}
   */
  build(request) {
    const root = new Directory();
    for (const [name, entry] of this.#system.entries) root.entries.set(name, entry);
    root.entries.set("tmp", new Directory());
    for (const { name, text } of request.files) root.put(name, encoder.encode(text));
    const further = this.#further(request);
    let messages = "";
    const objects = [];
    let isWrong = false;
    for (const source of request.sources) {
      const object = `/tmp/${objects.length}-${source.replaceAll("/", "-")}.o`;
      const standard = request.std ? [`-std=${request.std}`] : [];
      const flags = [...further.compile, ...standard, ...passing(request.flags, this.#manifest.flags)];
      const done = this.#call(filled(this.#manifest.compile, { flags, object, source }), root);
      messages += done.printed;
      isWrong ||= done.code !== 0;
      objects.push(object);
    }
    if (isWrong) return { wasm: null, messages };
    const output = "/tmp/a.wasm";
    const libs = [...further.link, ...passing(request.libs, this.#manifest.libs ?? [])];
    const memory = String(request.memory);
    const command = filled(this.#manifest.link, { objects: [...objects, ...libs], output, memory });
    const done = this.#call(command, root);
    messages += done.printed.replaceAll(/\/tmp\/\d+-/g, "");
    const made = /** @type {Directory} */ (root.entries.get("tmp")).entries.get("a.wasm");
    const wasm = done.code === 0 && made && !(made instanceof Directory) ? made.content.slice() : null;
    if (wasm && new TextDecoder("latin1").decode(wasm).includes(NO_MAIN)) {
      return { wasm: null, messages: `${messages}wasm-ld: error: undefined symbol: main\n` };
    }
    return { wasm, messages };
  }

  /** @param {Request} request */
  #further({ files }) {
    const found = (this.#manifest.when ?? []).filter(({ source }) => {
      const pattern = new RegExp(source);
      return files.some(({ text }) => pattern.test(text));
    });
    return {
      compile: found.flatMap(({ compile = [] }) => compile),
      link: found.flatMap(({ link = [] }) => link),
    };
  }

  /**
   * @param {string[]} args
   * @param {Directory} root
   */
  #call(args, root) {
    const printed = /** @type {Uint8Array[]} */ ([]);
    // On a terminal, clang would ask for its width and use colors.
    let left = MOST_MESSAGES;
    const write = (/** @type {number} */ _descriptor, /** @type {Uint8Array} */ bytes) => {
      if (left > 0) printed.push(bytes.subarray(0, left));
      left -= bytes.length;
    };
    // Its files can be sought. Where it writes them at once, it needs functions of its rest.
    const wasi = new Wasi({ args, root, isTerminal: false, write });
    const { instance, system, calls } = this.#prepared.pop() ?? prepared(this.#module);
    Object.assign(calls, wasi.imports);
    const { rest } = this;
    if (rest) {
      const primary = this.#manifest.primary ?? "primary";
      new WebAssembly.Instance(rest, { [SYSTEM]: system, [primary]: instance.exports });
    }
    wasi.attach(instance);
    let code = 0;
    try {
      /** @type {() => void} */ (instance.exports._start)();
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      code = error.code;
    }
    const stream = new TextDecoder();
    return { code, printed: printed.map((bytes) => stream.decode(bytes, { stream: true })).join("") };
  }
}

/**
 * Return the flags that match one of some patterns; without patterns, all of them.
 * @param {string[]} flags
 * @param {string[]} [patterns]
 */
function passing(flags, patterns) {
  return flags.filter(
    (flag) => patterns?.some((pattern) => new RegExp(`^(?:${pattern})$`).test(flag)) ?? true,
  );
}

/**
 * Return a command with values in place of the arguments that stand for them, such as `@source`.
 * @param {string[]} command
 * @param {Record<string, string | string[]>} values
 * @returns {string[]}
 */
export function filled(command, values) {
  return command.flatMap((argument) => {
    const [, before, name] = /^([^@]*)@(\w+)$/.exec(argument) ?? [];
    const value = values[name];
    if (value === undefined) return [argument];
    return typeof value === "string" ? [before + value] : value;
  });
}

/**
 * Make an instance of the compiler. What it imports that is no call to the system belongs to its rest.
 * @param {WebAssembly.Module} module
 * @returns {Prepared}
 */
function prepared(module) {
  const needsRest = () => {
    throw new NeedsRest();
  };
  const calls = /** @type {Record<string, any>} */ ({});
  /** @type {Record<string, Record<string, any>>} */
  const all = { [SYSTEM]: {} };
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    const call = (/** @type {any[]} */ ...numbers) => calls[name](...numbers);
    (all[from] ??= {})[name] = from === SYSTEM ? call : needsRest;
  }
  return { instance: new WebAssembly.Instance(module, all), system: all[SYSTEM], calls };
}
