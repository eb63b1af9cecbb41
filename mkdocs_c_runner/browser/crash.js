/** The ways in which a program can crash: what its checks report, and what the browser says of it. */

import { placeOf } from "./lines.js";

/**
 * @typedef {"null" | "bounds" | "zero" | "unreachable" | "memory" | "stack" | "pointer" | ""} Reason
 * @typedef {{signal: string, reason: Reason, detail: string, place: import("./lines.js").Place | null}} Crash
 */

/** A program was killed, as by a signal. */
export class Killed extends Error {
  /** @param {Crash} crash */
  constructor(crash) {
    super(crash.signal);
    this.crash = crash;
  }
}

/** The names of signals by their numbers on Linux. */
const SIGNALS = [
  ...["", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL"],
  ...["SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM"],
];

/** What browsers say, and what it means. */
const TRAPS = /** @type {[RegExp, string, Reason][]} */ ([
  [/call stack|too much recursion/i, "SIGSEGV", "stack"],
  [/divi(?:de|sion) by zero/i, "SIGFPE", "zero"],
  [/integer overflow|unrepresentable/i, "SIGFPE", ""],
  [/indirect|signature|null function|table/i, "SIGSEGV", "pointer"],
  [/unreachable/i, "SIGILL", "unreachable"],
]);

/** Addresses below which the stack has overflowed. */
const BELOW_STACK = 4096;

const decoder = new TextDecoder();

/**
 * Return what kills a program for a signal.
 * @param {number} number
 * @returns {never}
 */
export function kill(number) {
  throw new Killed({ signal: SIGNALS[number] ?? `signal ${number}`, reason: "", detail: "", place: null });
}

/**
 * Return the crash that an error is.
 * @param {unknown} error
 * @param {Uint8Array} bytes  the program
 * @param {WebAssembly.Exports} exports
 * @returns {Crash}
 */
export function crashOf(error, bytes, exports) {
  const place = placeOf(bytes, error);
  if (error instanceof Killed) return { ...error.crash, place: error.crash.place ?? place };
  const stack = /** @type {any} */ (exports.__stack_pointer)?.value;
  if (stack !== undefined && (stack < BELOW_STACK || stack > 0x7fffffff)) {
    return { signal: "SIGSEGV", reason: "stack", detail: "", place };
  }
  const message = String(error instanceof Error ? error.message : error);
  const [, signal, reason] = TRAPS.find(([pattern]) => pattern.test(message)) ?? [0, "SIGSEGV", "memory"];
  return {
    signal: /** @type {string} */ (signal),
    reason: /** @type {Reason} */ (reason),
    detail: "",
    place,
  };
}

/**
 * The signal and the reason of a report of the undefined behavior sanitizer, by its name. Without a signal the program
 * goes on, as it does where it is compiled for a processor.
 */
const REPORTS = /** @type {Record<string, (values: any[]) => [string, Reason]>} */ ({
  type_mismatch_v1: () => ["SIGSEGV", "null"],
  nonnull_arg: () => ["SIGSEGV", "null"],
  out_of_bounds: () => ["", "bounds"],
  divrem_overflow: ([, divisor]) => ["SIGFPE", divisor ? "" : "zero"],
  builtin_unreachable: () => ["SIGILL", "unreachable"],
  missing_return: () => ["SIGILL", "unreachable"],
});

/** The remarks that are made about one program: the same place is named once. */
const MOST_REMARKS = 20;

/**
 * Return the function of the sanitizer with a name: clang calls it where something goes wrong.
 * @param {string} name
 * @param {() => DataView} view  the memory
 * @param {(remark: Crash) => void} note  takes what does not end the program
 * @returns {(data: number, ...values: any[]) => void}
 */
export function check(name, view, note) {
  const kind = name.replace(/^__ubsan_handle_|_abort$/g, "");
  const seen = new Set();
  return (data, ...values) => {
    const [signal, reason] = REPORTS[kind]?.(values) ?? ["SIGILL", ""];
    if (!signal && (seen.has(data) || seen.size >= MOST_REMARKS)) return;
    seen.add(data);
    const memory = view();
    const file = memory.getUint32(data, true);
    const place = file ? { file: textAt(memory, file), line: memory.getUint32(data + 4, true) } : null;
    const detail = kind === "out_of_bounds" ? indexed(memory, data, values[0]) : "";
    if (signal) throw new Killed({ signal, reason, detail, place });
    note({ signal, reason, detail, place });
  };
}

/** Return an index and the array that it is out of: `3, int[3]`. */
function indexed(memory, data, index) {
  const [array, type] = [12, 16].map((offset) => memory.getUint32(data + offset, true));
  const isSigned = memory.getUint16(type + 2, true) & 1;
  return `${isSigned ? index | 0 : index >>> 0}, ${textAt(memory, array + 4).replace(/^'|'$/g, "")}`;
}

function textAt(view, at) {
  const bytes = new Uint8Array(view.buffer, at);
  return decoder.decode(bytes.slice(0, Math.max(0, bytes.subarray(0, 1000).indexOf(0))));
}
