/**
 * The worker in which the compiler lives, over all edits and pages that are loaded into the page.
 *
 * Comes in: `{load: ADDRESS}`, `{build: REQUEST}`. Goes out: `{loading: [DONE, TOTAL]}` in bytes,
 * `{building: true}`, and for each build `{built}` or `{failure: TEXT}`.
 */

import { Compiler } from "./compiler.js";
import { NeedsRest } from "./compiler_instance.js";
import { download, forget, latest } from "./download.js";
import { unpacked } from "./tar.js";

/** How often progress is told, in bytes. */
const STEP = 1 << 20;

let manifest = /** @type {any} */ (null);
let base = new URL(self.location.href);
let loading = /** @type {Promise<Compiler> | null} */ (null);
let turn = Promise.resolve();

addEventListener("message", ({ data }) => {
  if (data.load) base = new URL(data.load);
  if (data.load) loading = load();
  loading?.catch(() => {}); // told to the one that builds
  if (data.build) turn = turn.then(() => build(data.build));
});

/** @param {import("./compiler.js").Request} request */
async function build(request) {
  try {
    const compiler = await (loading ??= load());
    postMessage({ building: true });
    const built = await complete(compiler, request);
    postMessage({ built }, { transfer: built.wasm ? [built.wasm.buffer] : [] });
    setTimeout(() => prepare(compiler));
  } catch (error) {
    loading = null; // may go well the next time
    postMessage({ failure: String(error) });
  }
}

/**
 * @param {Compiler} compiler
 * @param {import("./compiler.js").Request} request
 */
async function complete(compiler, request) {
  try {
    return compiler.build(request);
  } catch (error) {
    if (!(error instanceof NeedsRest) || compiler.rest) throw error;
    compiler.rest = await part(manifest.rest, progress(manifest.rest.size), compiled);
    postMessage({ building: true });
    return compiler.build(request);
  }
}

/** @param {Compiler} compiler */
function prepare(compiler) {
  try {
    compiler.prepare();
  } catch {
    // There is too little memory now; the next call says so, if there is too little then.
  }
}

/** @returns {Promise<Compiler>} */
async function load() {
  manifest = await latest(base);
  const { compiler, sysroot, rest } = manifest;
  const seen = progress(compiler.size + sysroot.size);
  const [module, archive] = await Promise.all([
    part(compiler, seen, compiled),
    part(sysroot, seen, (body) => new Response(body).arrayBuffer()),
  ]);
  const names = [compiler.file, sysroot.file, ...(rest ? [rest.file] : []), base.href];
  forget(new URL(".", base), names).catch(() => {});
  const made = new Compiler(manifest, module, unpacked(new Uint8Array(archive)));
  setTimeout(() => prepare(made));
  return made;
}

/**
 * Load a part of the toolchain.
 * @template Made
 * @param {{file: string, sha256: string}} part
 * @param {() => (bytes: number) => void} seen
 * @param {(body: ReadableStream<Uint8Array>) => Promise<Made>} make
 */
function part({ file, sha256 }, seen, make) {
  return download(new URL(file, base), { digest: sha256, keeps: true, progress: seen() }, make);
}

/** @param {ReadableStream<Uint8Array>} body */
function compiled(body) {
  // Whatever type the host sends.
  return WebAssembly.compileStreaming(
    new Response(body, { headers: { "Content-Type": "application/wasm" } }),
  );
}

/**
 * Return what tells how much of several files has come: called once for each of them.
 * @param {number} total
 */
function progress(total) {
  const done = /** @type {number[]} */ ([]);
  let told = 0;
  return () => {
    const index = done.push(0) - 1;
    return (/** @type {number} */ bytes) => {
      done[index] = bytes;
      const sum = done.reduce((one, other) => one + other, 0);
      if (sum < told + STEP) return;
      told = sum;
      postMessage({ loading: [Math.min(sum, total), total] });
    };
  };
}
