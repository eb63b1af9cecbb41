/** Makes a WebAssembly program of C. Clang and its linker are one WASI program, which is called for each step. */

import { Failed, Instance } from "./compiler_instance.js";
import { Directory } from "./files.js";
import { Wasi } from "./wasi.js";

/** The name that the linker gives to what stands for a missing `main`: it does not ask for one. */
const NO_MAIN = "undefined_weak:main";

/** The bytes of messages that count. */
const MOST_MESSAGES = 1 << 20;

/** The bytes of memory above which an instance is left for a new one. */
const MOST_MEMORY = 64 << 20;

/** The bytes of files that it may write: an object has each static variable, zeros and all. */
const ROOM = 256 << 20;

/** What the tools say of static variables that need more memory than a program may have. */
const TOO_LARGE = /wasm-ld: error: maximum memory too small|^LLVM ERROR: out of memory|: 'No space left on device'/m;

const encoder = new TextEncoder();

/**
 * @typedef {object} Manifest
 * @property {string[]} compile  the command that makes an object of one file; `@…` stands for others, see `filled`
 * @property {string[]} link  the command that makes a program of the objects
 * @property {{source: string, of?: string, compile?: string[], link?: string[]}[]} [when]  options where a source has
 *   a pattern, or, of `code`, what is left of it without its asides
 * @property {string} [asides]  the pattern of comments and texts
 * @property {string[]} [flags]  patterns of flags that pass
 * @property {string[]} [libs]
 * @property {number} written  the address from which on the compiler writes its data
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
 * @typedef {{wasm: Uint8Array | null, messages: string, isTooLarge?: boolean}} Built
 */

export class Compiler {
  #manifest;
  #module;
  #system;
  #instance = /** @type {Instance | null} */ (null);

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

  /** Make all ready for the next call, so that it need not wait for that. */
  prepare() {
    if (this.#instance && this.#instance.size > MOST_MEMORY) this.#instance = null;
    this.#instance ??= new Instance(this.#module, this.#manifest.written);
    this.#instance.renew();
    return this.#instance;
  }

  /**
   * @param {Request} request
   * @returns {Built}
   * @throws {NeedsRest}
   */
  build(request) {
    const root = this.#system.copy(); // files of a program may be named as those of the system
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
    if (isWrong) return { wasm: null, messages, isTooLarge: TOO_LARGE.test(messages) };
    const output = "/tmp/a.wasm";
    const libs = [...further.link, ...passing(request.libs, this.#manifest.libs ?? [])];
    const memory = String(request.memory);
    const command = filled(this.#manifest.link, { objects: [...objects, ...libs], output, memory });
    const done = this.#call(command, root);
    messages += done.printed.replaceAll(/\/tmp\/\d+-/g, "");
    const made = /** @type {Directory} */ (root.entries.get("tmp")).entries.get("a.wasm");
    const wasm = done.code === 0 && made && !(made instanceof Directory) ? made.content : null;
    if (wasm && new TextDecoder("latin1").decode(wasm).includes(NO_MAIN)) {
      return { wasm: null, messages: `${messages}wasm-ld: error: undefined symbol: main\n` };
    }
    return { wasm, messages, isTooLarge: TOO_LARGE.test(messages) };
  }

  /** @param {Request} request */
  #further({ files }) {
    const { when = [], asides } = this.#manifest;
    const texts = files.map(({ text }) => text);
    const codes = asides ? texts.map((text) => text.replaceAll(new RegExp(asides, "g"), " ")) : texts;
    const found = when.filter(({ source, of }) => {
      const pattern = new RegExp(source);
      return (of === "code" ? codes : texts).some((text) => pattern.test(text));
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
    const wasi = new Wasi({ args, root, isTerminal: false, write, room: ROOM });
    const instance = this.prepare();
    if (this.rest) instance.complete(this.rest, this.#manifest.primary ?? "primary");
    let code = 1;
    try {
      code = instance.run(wasi);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const told = `clang: error: the compiler failed (${error.message}): the program may be nested too deeply\n`;
      write(2, encoder.encode(told));
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
