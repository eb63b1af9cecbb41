/** The part of WASI preview 1 that reads and writes what is open. */

import { ERRNO } from "./wasi_paths.js";

const TYPE = { unknown: 0, device: 2, directory: 3, file: 4 };

const ALL_RIGHTS = 0x1fffffffn;
/** The right to seek and the one to tell the position: what lacks them is a terminal. */
const SEEK = 0x24n;
const READ = 0x2n;
const WRITE = 0x40n;

/** The pieces of memory that one call may name, as on Linux. */
const MOST_PIECES = 1024;

const encoder = new TextEncoder();

/**
 * Return the calls.
 * @param {import("./wasi.js").Wasi} wasi
 * @param {import("./wasi.js").World} world
 * @returns {Record<string, (...numbers: any[]) => number>}
 */
export function descriptorCalls(wasi, world) {
  const at = (descriptor, offset, act) => actedAt(wasi.open[descriptor], offset, act);
  /** @type {Record<string, any>} */
  const calls = {
    // --- What is open ---

    fd_close(descriptor) {
      if (!wasi.open[descriptor]) return ERRNO.badf;
      wasi.open[descriptor] = null;
      return 0;
    },

    fd_renumber(from, to) {
      if (!wasi.open[from] || !wasi.open[to]) return ERRNO.badf;
      wasi.open[to] = wasi.open[from];
      if (from !== to) wasi.open[from] = null;
      return 0;
    },

    fd_fdstat_get(descriptor, to) {
      const open = wasi.open[descriptor];
      if (!open) return ERRNO.badf;
      wasi.bytes(to, 24).fill(0);
      wasi.view.setUint8(to, typeOf(open, world));
      wasi.view.setUint16(to + 2, open.appends ? 1 : 0, true);
      wasi.view.setBigUint64(to + 8, "device" in open ? ALL_RIGHTS & ~SEEK : (open.rights ?? ALL_RIGHTS), true);
      wasi.view.setBigUint64(to + 16, ALL_RIGHTS, true);
      return 0;
    },

    fd_fdstat_set_flags(descriptor, flags) {
      const open = wasi.open[descriptor];
      if (!open) return ERRNO.badf;
      if ("file" in open) open.appends = Boolean(flags & 1);
      return 0;
    },

    fd_filestat_get(descriptor, to) {
      const open = wasi.open[descriptor];
      return open ? wasi.stat(open.file ?? open.directory ?? null, to) : ERRNO.badf;
    },

    fd_filestat_set_size(descriptor, size) {
      const open = wasi.open[descriptor];
      if (!open?.file || !(open.rights & WRITE)) return ERRNO.badf;
      if (size < 0n) return ERRNO.inval;
      const { file } = open;
      if (!wasi.hasRoom(Number(size) - file.size)) return ERRNO.nospc;
      file.resize(Number(size));
      return 0;
    },

    fd_prestat_get(descriptor, to) {
      const open = wasi.open[descriptor];
      if (!open?.prefix) return ERRNO.badf;
      wasi.view.setUint32(to, 0, true);
      wasi.view.setUint32(to + 4, open.prefix.length, true);
      return 0;
    },

    fd_prestat_dir_name(descriptor, to, length) {
      const open = wasi.open[descriptor];
      if (!open?.prefix) return ERRNO.badf;
      wasi.bytes(to, length).set(encoder.encode(open.prefix).subarray(0, length));
      return 0;
    },

    // --- Reading and writing ---

    fd_tell(descriptor, to) {
      return calls.fd_seek(descriptor, 0n, 1, to);
    },

    fd_seek(descriptor, offset, whence, to) {
      const open = wasi.open[descriptor];
      if (!open) return ERRNO.badf;
      if (!open.file) return ERRNO.spipe;
      const position = [0, open.position, open.file.size][whence] + Number(offset);
      if (!(position >= 0)) return ERRNO.inval;
      open.position = position;
      wasi.view.setBigUint64(to, BigInt(position), true);
      return 0;
    },

    fd_read(descriptor, vectors, count, told) {
      const open = wasi.open[descriptor];
      if (!open) return ERRNO.badf;
      if (open.directory) return ERRNO.isdir;
      if (open.file && !(open.rights & READ)) return ERRNO.badf;
      if (count >>> 0 > MOST_PIECES) return ERRNO.inval;
      let read = 0;
      for (const [at, length] of vectorsOf(wasi.view, vectors, count)) {
        // A terminal gives what there is, at most a line.
        const some = open.file ? open.file.content.subarray(open.position, open.position + length) : null;
        const bytes = some ?? world.read(length);
        wasi.bytes(at, length).set(bytes);
        if (some) open.position += some.length;
        read += bytes.length;
        if (bytes.length < length || !some) break;
      }
      wasi.view.setUint32(told, read, true);
      return 0;
    },

    fd_write(descriptor, vectors, count, told) {
      const open = wasi.open[descriptor];
      if (!open || open.directory || (open.file && !(open.rights & WRITE))) return ERRNO.badf;
      if (count >>> 0 > MOST_PIECES) return ERRNO.inval;
      let written = 0;
      for (const [at, length] of vectorsOf(wasi.view, vectors, count)) {
        const bytes = wasi.bytes(at, length);
        if (open.file) {
          const position = open.appends ? open.file.size : open.position;
          if (!wasi.hasRoom(position + length - open.file.size)) return ERRNO.nospc;
          open.file.write(position, bytes);
          open.position = position + length;
        } else {
          world.write(descriptor, bytes.slice());
        }
        written += length;
      }
      wasi.view.setUint32(told, written, true);
      return 0;
    },

    fd_pread(descriptor, vectors, count, offset, told) {
      return at(descriptor, offset, () => calls.fd_read(descriptor, vectors, count, told));
    },

    fd_pwrite(descriptor, vectors, count, offset, told) {
      return at(descriptor, offset, () => calls.fd_write(descriptor, vectors, count, told));
    },

    fd_readdir(descriptor, to, length, cookie, told) {
      const open = wasi.open[descriptor];
      if (!open?.directory) return ERRNO.badf;
      if (cookie < 0n) return ERRNO.inval;
      const here = open.directory;
      const all = [[".", here], ["..", here], ...here.entries];
      let used = 0;
      for (let number = Number(cookie); number < all.length && used < length; number++) {
        const [name, entry] = all[number];
        const text = encoder.encode(name);
        const record = new Uint8Array(24 + text.length);
        const view = new DataView(record.buffer);
        view.setBigUint64(0, BigInt(number + 1), true);
        view.setBigUint64(8, wasi.numberOf(entry), true);
        view.setUint32(16, text.length, true);
        view.setUint8(20, typeOf(entry, world));
        record.set(text, 24);
        const fitting = record.subarray(0, length - used);
        wasi.bytes(to + used, fitting.length).set(fitting);
        used += fitting.length;
      }
      wasi.view.setUint32(told, used, true);
      return 0;
    },
  };
  return calls;
}

/** Act at another position of a file, which then is where it was. */
function actedAt(open, offset, act) {
  if (!open?.file) return open ? ERRNO.spipe : ERRNO.badf;
  if (offset < 0n) return ERRNO.inval;
  const { position, appends } = open;
  Object.assign(open, { position: Number(offset), appends: false });
  const result = act();
  Object.assign(open, { position, appends });
  return result;
}

/** Return the pieces of memory that a call names, without empty ones. */
function vectorsOf(view, vectors, count) {
  const all = [];
  for (let at = vectors; at < vectors + 8 * count; at += 8) {
    const length = view.getUint32(at + 4, true);
    if (length) all.push([view.getUint32(at, true), length]);
  }
  return all;
}

/**
 * Return the type of what is open, or of a file or directory.
 * @param {any} open
 * @param {import("./wasi.js").World} world
 */
export function typeOf(open, { isTerminal }) {
  if ("device" in open) return isTerminal ? TYPE.device : TYPE.unknown;
  return "entries" in (open.directory ?? open) ? TYPE.directory : TYPE.file;
}
