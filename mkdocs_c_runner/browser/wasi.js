/** What WebAssembly programs ask of a system, WASI preview 1: files in memory, three devices, clocks, chance. */

import { Directory, File, ROOM } from "./files.js";
import { descriptorCalls, typeOf } from "./wasi_descriptors.js";
import { ERRNO, pathCalls } from "./wasi_paths.js";

const SUBSCRIPTION = 48;
const EVENT = 32;

/** The events for which one call may wait, and the milliseconds, which browsers count in 31 bits. */
const MOST_EVENTS = 1024;
const LONGEST = 2 ** 31 - 1;

const encoder = new TextEncoder();

/** The program has ended itself. */
export class Exit extends Error {
  /** @param {number} code */
  constructor(code) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/**
 * @typedef {object} World
 * @property {string[]} args
 * @property {string[]} [env]  as `NAME=VALUE`
 * @property {Directory} root
 * @property {boolean} [isTerminal]  whether the three devices are a terminal; else they are pipes
 * @property {(most: number) => Uint8Array} [read]  what stands in the input, at most so many bytes; none at its end
 * @property {(descriptor: number, bytes: Uint8Array) => void} [write]  takes what is printed
 * @property {(id: number) => bigint} [clock]  nanoseconds
 * @property {(bytes: Uint8Array) => void} [random]  fills bytes by chance
 * @property {number} [room]  bytes that all files may have together
 * @typedef {{file: File, position: number, appends: boolean, rights: bigint}} OpenFile
 * @typedef {{device: number} | OpenFile | {directory: Directory}} Open
 */

export class Wasi {
  #world;
  #args;
  #env;
  open = /** @type {any[]} */ ([{ device: 0 }, { device: 1 }, { device: 2 }]);
  #memory = /** @type {WebAssembly.Memory | null} */ (null);
  #view = new DataView(new ArrayBuffer(0));
  #numbers = new WeakMap();
  #next = 1n;
  /** Not less than the bytes of all files. */
  #most = Infinity;

  /** @param {World} world */
  constructor(world) {
    const silent = { read: () => new Uint8Array(), write: () => {} };
    this.#world = { isTerminal: true, ...silent, clock: now, random: chance, room: ROOM, ...world };
    this.#args = world.args.map((text) => encoder.encode(`${text}\0`));
    this.#env = (world.env ?? []).map((text) => encoder.encode(`${text}\0`));
    this.open.push({ directory: world.root, prefix: "/" });
  }

  /** The functions that a module imports. @returns {Record<string, (...numbers: any[]) => number>} */
  get imports() {
    /** @type {Record<string, any>} */
    const functions = {};
    for (const name of Object.getOwnPropertyNames(Wasi.prototype)) {
      const member = Object.getOwnPropertyDescriptor(Wasi.prototype, name)?.value;
      if (/^[a-z]+_[a-z_]+$/.test(name)) functions[name] = member.bind(this);
    }
    Object.assign(functions, descriptorCalls(this, this.#world), pathCalls(this));
    for (const name of NOT_HERE) functions[name] = () => ERRNO.nosys;
    for (const name of WITHOUT_EFFECT) functions[name] = () => 0;
    return functions;
  }

  /** Use the memory of an instance. @param {WebAssembly.Instance} instance */
  attach(instance) {
    this.#memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
  }

  // Its buffer is another one each time the memory has grown.
  get view() {
    const buffer = this.#memory?.buffer ?? new ArrayBuffer(0);
    if (this.#view.buffer !== buffer) this.#view = new DataView(buffer);
    return this.#view;
  }

  /**
   * @param {number} at
   * @param {number} length
   */
  bytes(at, length) {
    return new Uint8Array(this.view.buffer, at >>> 0, length >>> 0);
  }

  /** The files and directories that there are. */
  get count() {
    let count = 0;
    for (const _ of this.#world.root.all()) count++;
    return count;
  }

  /**
   * Whether all files may have so many bytes more: those that were removed, too, while they are open. If so, they will.
   * @param {number} more
   */
  hasRoom(more) {
    // Files are looked at one by one only if they could be too large: a compiler writes often, and has hundreds.
    if (this.#most + more > this.#world.room) this.#most = this.#size();
    if (this.#most + more > this.#world.room) return false;
    this.#most += Math.max(0, more);
    return true;
  }

  /** The bytes of all files. */
  #size() {
    const files = new Set(this.open.map((one) => one?.file).filter(Boolean));
    for (const entry of this.#world.root.all()) if (entry instanceof File) files.add(entry);
    let size = 0;
    for (const file of files) size += file.size;
    return size;
  }

  // --- The process ---

  args_sizes_get(count, size) {
    return this.#sizes(this.#args, count, size);
  }

  args_get(pointers, texts) {
    return this.#texts(this.#args, pointers, texts);
  }

  environ_sizes_get(count, size) {
    return this.#sizes(this.#env, count, size);
  }

  environ_get(pointers, texts) {
    return this.#texts(this.#env, pointers, texts);
  }

  clock_res_get(_id, to) {
    this.view.setBigUint64(to, 1000n, true);
    return 0;
  }

  clock_time_get(id, _precision, to) {
    this.view.setBigUint64(to, this.#world.clock(id), true);
    return 0;
  }

  random_get(to, length) {
    this.#world.random(this.bytes(to, length));
    return 0;
  }

  proc_exit(code) {
    throw new Exit(code);
  }

  poll_oneoff(from, to, count, told) {
    if (count >>> 0 > MOST_EVENTS || !count) return ERRNO.inval;
    const ready = [];
    for (let number = 0; number < count; number++) {
      const at = from + number * SUBSCRIPTION;
      const kind = this.view.getUint8(at + 8);
      ready.push([this.view.getBigUint64(at, true), kind]);
    }
    const devices = ready.filter(([, kind]) => kind !== 0);
    const events = devices.length ? devices : ready.slice(0, 1);
    events.forEach(([user, kind], number) => {
      const at = to + number * EVENT;
      this.bytes(at, EVENT).fill(0);
      this.view.setBigUint64(at, user, true);
      this.view.setUint8(at + 10, kind);
    });
    this.view.setUint32(told, events.length, true);
    return 0;
  }

  /**
   * Return the milliseconds that have to pass before `poll_oneoff` may answer.
   * @param {number} from
   * @param {number} count
   */
  sleepOf(from, count) {
    let least = Infinity;
    if (count >>> 0 > MOST_EVENTS) return 0;
    for (let at = from; at < from + count * SUBSCRIPTION; at += SUBSCRIPTION) {
      if (this.view.getUint8(at + 8) !== 0) return 0;
      const isAbsolute = this.view.getUint16(at + 40, true) & 1;
      const time = this.view.getBigUint64(at + 24, true);
      const clock = this.view.getUint32(at + 16, true);
      least = Math.min(least, Number(isAbsolute ? time - this.#world.clock(clock) : time) / 1e6);
    }
    return Number.isFinite(least) ? Math.min(Math.max(0, least), LONGEST) : 0;
  }

  // --- For the calls above, and those with paths ---

  /**
   * Tell of a file, a directory, or a device.
   * @param {import("./files.js").File | Directory | null} entry
   * @param {number} to
   */
  stat(entry, to) {
    this.bytes(to, 64).fill(0);
    this.view.setBigUint64(to + 8, this.numberOf(entry), true);
    this.view.setUint8(to + 16, typeOf(entry ?? { device: 0 }, this.#world));
    this.view.setBigUint64(to + 24, 1n, true);
    this.view.setBigUint64(to + 32, BigInt(entry instanceof File ? entry.size : 0), true);
    return 0;
  }

  /**
   * Return the number of a file or directory; a device has none.
   * @param {object | null} entry
   */
  numberOf(entry) {
    if (!entry) return 0n;
    if (!this.#numbers.has(entry)) this.#numbers.set(entry, this.#next++);
    return this.#numbers.get(entry);
  }

  #sizes(texts, count, size) {
    this.view.setUint32(count, texts.length, true);
    this.view.setUint32(
      size,
      texts.reduce((sum, text) => sum + text.length, 0),
      true,
    );
    return 0;
  }

  #texts(texts, pointers, to) {
    texts.forEach((text, number) => {
      this.view.setUint32(pointers + 4 * number, to, true);
      this.bytes(to, text.length).set(text);
      to += text.length;
    });
    return 0;
  }
}

const NOT_HERE = [
  ...["fd_allocate", "path_link", "path_symlink", "proc_raise"],
  ...["sock_accept", "sock_recv", "sock_send", "sock_shutdown"],
];
const WITHOUT_EFFECT = [
  ...["fd_advise", "fd_datasync", "fd_fdstat_set_rights", "fd_filestat_set_times", "fd_sync"],
  ...["path_filestat_set_times", "sched_yield"],
];

/**
 * Return the time of a clock in nanoseconds; all but the one of the day measure what has passed.
 * @param {number} id
 */
export function now(id) {
  const milliseconds = id === 0 ? performance.timeOrigin + performance.now() : performance.now();
  return BigInt(Math.round(milliseconds * 1e6));
}

/**
 * Fill bytes by chance.
 * @param {Uint8Array} bytes
 */
export function chance(bytes) {
  const MOST = 65536; // that the browser gives at one time
  for (let at = 0; at < bytes.length; at += MOST) crypto.getRandomValues(bytes.subarray(at, at + MOST));
}
