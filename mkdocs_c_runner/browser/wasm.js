/**
 * The back end that compiles and runs programs in the reader's browser. It has the methods of `server.js`, and yields
 * the same events; `compiling`, which tells of the compiler, is one more.
 */

import { Damaged, download, NotThere } from "./download.js";
import { CompileLimit, Forbidden } from "./failures.js";
import { diagnosticsOf } from "./messages.js";
import { keepPage } from "./offline.js";
import { Playing, prepare } from "./playing.js";
import { rendered } from "./render.js";
import { Refused } from "./server.js";
import { program, readByItself } from "./sources.js";
import { Toolchain } from "./toolchain.js";

/** Where this script is: the addresses in the page's data start here. */
const BASE = new URL(".", import.meta.url);

/** The most memory of a program, and the pieces that it comes in. */
const MEMORY = 512 << 20;
const PAGE = 65536;

/** The beginning of the digest that is the name of a published file. */
const DIGEST = /^[0-9a-f]{20}(?=\.)/;

/** The characters of a name that the build gives to blocks. */
const NAME = /^c-runner-[0-9a-f]{10}$/;

/**
 * @typedef {Record<string, string>} Words
 * @typedef {{toolchain: string, offline?: string}} Access  `offline` is the service worker
 */

export class Wasm {
  #words;
  #toolchain;
  #keep = (/** @type {boolean} */ _isEdited) => {};
  #playing = /** @type {Playing | null} */ (null);

  /**
   * @param {Access} access
   * @param {{words: Words, offers: {request: any}[]}} page
   */
  constructor({ toolchain, offline }, { words, offers }) {
    this.#words = words;
    this.#keep = (isEdited) => {
      if (offline) keepPage(offline, offers.flatMap(({ request }) => filesOf(request)), isEdited);
    };
    this.#toolchain = new Toolchain(new URL(toolchain, BASE));
  }

  /** Make ready what a reader who edits will need. */
  prepare() {
    try {
      prepare();
      this.#toolchain.load();
    } catch {
      // Running tells why.
    }
  }

  /**
   * Compile and run a program, and yield its events. It ends when nobody listens to them any more.
   * @param {any} request
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<import("./event_stream.js").StreamEvent>}
   */
  async *run(request, signal) {
    const playing = new Playing(signal);
    this.#playing = playing;
    yield { name: "started", data: { run: "one" } };
    try {
      const files = fetched(request.data ?? [], signal);
      files.catch(() => {}); // told below
      const { wasm, messages, isTooLarge } = yield* request.wasm
        ? published(request.wasm, signal)
        : this.#built(request, signal);
      if (isTooLarge) {
        yield this.#end(request, { verdict: "memory-limit", messages: "", pieces: [], code: 137, crash: null });
        return;
      }
      const diagnostics = diagnosticsOf(messages);
      yield { name: "compiled", data: { success: Boolean(wasm), diagnostics } };
      if (!wasm) {
        yield this.#end(request, { verdict: "compile-error", messages, pieces: [], code: 1, crash: null });
        return;
      }
      const limits = limitsOf(request);
      const seen = [...readByItself(request.files), ...(await files)];
      const start = { ...processOf(request), bytes: wasm, files: seen, most: limits.output };
      yield* playing.events(start, limits.timeout);
      yield this.#end(request, { messages, ...playing.result });
    } catch (error) {
      throw signal.aborted ? error : this.#refusal(error);
    } finally {
      playing.leave();
      this.#keep(!request.wasm);
    }
  }

  /**
   * Type a text into the program that runs.
   * @param {string} _run
   * @param {string} text
   */
  async send(_run, text) {
    this.#playing?.send(text);
  }

  /** End the input of the program that runs. */
  async end() {
    this.#playing?.end();
  }

  /** End the program that runs; one that is not there yet cannot be stopped, but left. */
  async stop() {
    if (!this.#playing?.isThere) throw new Error("nothing runs");
    this.#playing.stop();
  }

  /**
   * Compile a program.
   * @param {any} request
   * @param {AbortSignal} signal
   */
  async *#built(request, signal) {
    const { files, sources } = program(request);
    const { std, flags, libs } = request;
    const { memory, compile } = limitsOf(request);
    return yield* this.#toolchain.build({ files, sources, std, flags, libs, memory }, compile, signal);
  }

  /**
   * @param {any} request
   * @param {import("./render.js").Result & {stopped?: boolean}} result
   */
  #end(request, result) {
    const { truncate, timeout, output: most, memory } = limitsOf(request);
    const name = `${NAME.test(request.block?.name) ? request.block.name : "c-runner-playground"}-edited`;
    const frame = { name, truncate, timeout, most, memory };
    const isCompiled = result.verdict !== "compile-error";
    return {
      name: "ended",
      data: {
        success: result.verdict === "ok",
        stage: isCompiled ? "run" : "compile",
        exit_code: result.code,
        result: { verdict: result.verdict },
        stopped: Boolean(result.stopped),
        crash: result.crash,
        nodes: rendered(result, frame, this.#words),
      },
    };
  }

  /** Return the sentence for what went wrong. @param {unknown} error */
  #refusal(error) {
    const { no_network, damaged, compile_limit, no_wasm } = this.#words;
    if (error instanceof NotThere) return new Refused(no_network);
    if (error instanceof Damaged) return new Refused(damaged);
    if (error instanceof CompileLimit) return new Refused(compile_limit);
    if (!(error instanceof Forbidden)) console.error(error);
    return new Refused(no_wasm);
  }
}

/**
 * Return the program of a block as it was published.
 * @param {{file: string}} wasm
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<any, import("./compiler.js").Built>}
 */
async function* published({ file }, signal) {
  return { wasm: await content(file, signal), messages: "" };
}

/**
 * Return the files that the program of a block needs.
 * @param {any} request
 * @returns {string[]}
 */
function filesOf({ wasm, data = [] }) {
  return [wasm, ...data].filter(Boolean).map(({ file }) => file);
}

/**
 * Return the files that a program may read.
 * @param {{name: string, file: string}[]} data
 * @param {AbortSignal} signal
 * @returns {Promise<[string, Uint8Array][]>}
 */
function fetched(data, signal) {
  return Promise.all(
    data.map(
      async ({ name, file }) => /** @type {[string, Uint8Array]} */ ([name, await content(file, signal)]),
    ),
  );
}

/**
 * @param {string} file
 * @param {AbortSignal} signal
 */
async function content(file, signal) {
  const [digest] = DIGEST.exec(file) ?? [];
  return download(new URL(file, BASE), { digest, signal }, async (body) => {
    return new Uint8Array(await new Response(body).arrayBuffer());
  });
}

/**
 * Return what a request says of the process.
 * @param {any} request
 */
function processOf({ program: name, args, env, stdin, stdio }) {
  const variables = /** @type {[string, string][]} */ (Object.entries(env ?? {}));
  return { name, args, env: variables, stdin, isTerminal: stdio !== "pipes" };
}

/**
 * Return what a request says of limits, with what holds if it says nothing.
 * @param {any} request
 */
function limitsOf({ timeout = 5, output = 2 ** 20, truncate = 10_000, memory = MEMORY, compile_timeout = 10 }) {
  const most = Math.min(memory, MEMORY) & -PAGE;
  return { timeout, output, truncate, memory: most, compile: compile_timeout };
}
