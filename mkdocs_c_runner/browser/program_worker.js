/**
 * The worker in which one program runs at a time. The page ends it when the program has had its time, or its reader
 * stops it.
 *
 * Comes in: `{start}`, `{text}`, `{end: true}`. Goes out: `{started: true}`, `{stream, bytes}`, `{remark}`,
 * `{waiting: true}`, and `{end}` or `{failure: TEXT}`.
 */

import { Program } from "./program.js";

// A program reaches nothing but its imports. Nothing else in this worker needs these either: what reaches a network, a
// store, another worker or another page.
const FORBIDDEN = new RegExp(
  [
    "^(?:fetch|fetchLater|importScripts|caches|indexedDB|navigator|Request|cookieStore|crossOriginIsolated)$",
    "^(?:XMLHttpRequest|WebSocket|WebTransport|EventSource|RTC|IDB|Cache|FileSystem|FileReader|Storage)",
    "^(?:Worker$|WorkerNavigator|SharedWorker|ServiceWorker|BroadcastChannel|MessageChannel)",
    "^(?:Navigator|Notification|Push|Lock|Permissions|Cookie)",
    "^(?:GPU|USB|HID|Serial|Scheduler|requestAnimationFrame$|webkit|open$)",
  ].join("|"),
);
for (let held = self; held && held !== Object.prototype; held = Object.getPrototypeOf(held)) {
  for (const name of Object.getOwnPropertyNames(held)) {
    if (!FORBIDDEN.test(name)) continue;
    if (!Reflect.deleteProperty(held, name)) Object.defineProperty(held, name, { value: undefined });
  }
}

/** Pieces of output that are passed on one by one. Of a program that prints more, pieces are passed on together. */
const SINGLE = 1000;
const TOGETHER_BYTES = 4096;
const TOGETHER_TIME = 16; // milliseconds

let program = /** @type {Program | null} */ (null);
let pieces = 0;
let last = 0;
let kept = /** @type {Uint8Array[]} */ ([]);
let size = 0;
let stream = "terminal";

addEventListener("message", ({ data }) => {
  if (data.start) perform(data.start);
  else if (data.end) program?.end();
  else program?.type(data.text);
});

/** @param {import("./program.js").Start} start */
async function perform(start) {
  pieces = last = 0;
  program = new Program(start, {
    printed: (descriptor, bytes) => {
      const own = start.isTerminal !== false ? "terminal" : descriptor === 2 ? "stderr" : "stdout";
      if (own !== stream) pass();
      stream = own;
      print(bytes);
    },
    typed: (bytes) => {
      pass();
      postMessage({ stream: "stdin", bytes });
    },
    noted: (remark) => postMessage({ remark }),
    waits: () => {
      pass();
      postMessage({ waiting: true });
    },
  });
  try {
    postMessage({ started: true });
    const end = await program.run();
    pass();
    postMessage({ end });
  } catch (error) {
    postMessage({ failure: String(error) });
  } finally {
    free(start.bytes);
  }
}

/**
 * Give back the memory of what nobody needs any more now, and not when garbage is collected.
 * @param {Uint8Array} bytes
 */
function free(bytes) {
  /** @type {any} */ (bytes.buffer).transfer?.(0);
}

/** @param {Uint8Array} bytes */
function print(bytes) {
  kept.push(bytes);
  size += bytes.length;
  if (pieces++ < SINGLE || size >= TOGETHER_BYTES || performance.now() - last >= TOGETHER_TIME) pass();
}

/** Pass on what was printed. */
function pass() {
  if (!size) return;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of kept) {
    bytes.set(piece, at);
    at += piece.length;
  }
  [kept, size, last] = [[], 0, performance.now()];
  postMessage({ stream, bytes }, { transfer: [bytes.buffer] });
}
