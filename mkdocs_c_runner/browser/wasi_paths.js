/** The part of WASI preview 1 that names files by their paths. */

import { Directory, File, walk } from "./files.js";

/** The numbers of errors. */
export const ERRNO = {
  ...{ badf: 8, exist: 20, inval: 28, isdir: 31, mfile: 33, noent: 44, nospc: 51, nosys: 52 },
  ...{ notdir: 54, notempty: 55, spipe: 70, nametoolong: 37 },
};

const MOST_OPEN = 1000;

/** Flags of `path_open`. */
const CREATE = 1;
const MUST_BE_DIRECTORY = 2;
const EXCLUSIVE = 4;
const TRUNCATE = 8;
const APPEND = 1;

/** The files and directories that a program may have. */
const MOST_ENTRIES = 10_000;

/** The bytes of a path, as on Linux. */
const MOST_BYTES = 4096;

const decoder = new TextDecoder();

/**
 * Return the calls.
 * @param {import("./wasi.js").Wasi} wasi
 * @returns {Record<string, (...numbers: any[]) => number>}
 */
export function pathCalls(wasi) {
  /** Find what a path names, and do something with it. */
  const at = (descriptor, text, length, act) => {
    const open = wasi.open[descriptor];
    if (!open?.directory) return open ? ERRNO.notdir : ERRNO.badf;
    if (length >>> 0 > MOST_BYTES) return ERRNO.nametoolong;
    const place = walk(open.directory, decoder.decode(wasi.bytes(text, length).slice()));
    if (place === "missing") return ERRNO.noent;
    if (place === "file") return ERRNO.notdir;
    return act(place);
  };
  /** The same for what has to be there. */
  const there = (descriptor, text, length, act) => {
    return at(descriptor, text, length, (place) => (place.found ? act(place) : ERRNO.noent));
  };
  return {
    path_open(descriptor, _follow, text, length, how, rights, _inherited, flags, told) {
      return at(descriptor, text, length, (place) => {
        const error = opened(wasi, place, how);
        if (error) return error;
        const entry = place.found;
        let number = 3;
        while (wasi.open[number]) number++;
        if (number >= MOST_OPEN) return ERRNO.mfile;
        const appends = Boolean(flags & APPEND);
        wasi.open[number] =
          entry instanceof Directory ? { directory: entry } : { file: entry, position: 0, appends, rights };
        wasi.view.setUint32(told, number, true);
        return 0;
      });
    },
    path_filestat_get(descriptor, _follow, text, length, to) {
      return there(descriptor, text, length, ({ found }) => wasi.stat(found, to));
    },
    path_readlink(descriptor, text, length) {
      return there(descriptor, text, length, () => ERRNO.inval); // no file is a link
    },
    path_create_directory(descriptor, text, length) {
      return at(descriptor, text, length, (place) => {
        if (place.found) return ERRNO.exist;
        return added(wasi, place, new Directory());
      });
    },
    path_unlink_file(descriptor, text, length) {
      return there(descriptor, text, length, ({ parent, name, found }) => {
        if (found instanceof Directory) return ERRNO.isdir;
        parent.entries.delete(name);
        return 0;
      });
    },
    path_remove_directory(descriptor, text, length) {
      return there(descriptor, text, length, ({ parent, name, found }) => {
        if (!(found instanceof Directory)) return ERRNO.notdir;
        if (found.entries.size) return ERRNO.notempty;
        if (!parent.entries.delete(name)) return ERRNO.inval;
        found.isGone = true;
        return 0;
      });
    },
    path_rename(descriptor, text, length, toDescriptor, toText, toLength) {
      return there(descriptor, text, length, (from) => {
        return at(toDescriptor, toText, toLength, (to) => renamed(from, to));
      });
    },
  };
}

/** Create or empty a file that is opened. */
function opened(wasi, place, how) {
  const { found } = place;
  if (!found) {
    if (!(how & CREATE)) return ERRNO.noent;
    return added(wasi, place, new File());
  }
  if (how & CREATE && how & EXCLUSIVE) return ERRNO.exist;
  if (found instanceof Directory) return how & (CREATE | TRUNCATE) ? ERRNO.isdir : 0;
  if (how & MUST_BE_DIRECTORY) return ERRNO.notdir;
  if (how & TRUNCATE) found.resize(0);
  return 0;
}

function added(wasi, place, entry) {
  if (place.parent.isGone) return ERRNO.noent;
  if (wasi.count >= MOST_ENTRIES) return ERRNO.nospc;
  place.parent.entries.set(place.name, entry);
  place.found = entry;
  return 0;
}

function renamed(from, to) {
  if (!from.name || !to.name) return ERRNO.inval;
  if (to.parent.isGone) return ERRNO.noent;
  if (from.found === to.found) return 0;
  if (to.found instanceof Directory) {
    if (!(from.found instanceof Directory)) return ERRNO.isdir;
    if (to.found.entries.size) return ERRNO.notempty;
  } else if (to.found && from.found instanceof Directory) {
    return ERRNO.notdir;
  }
  if (from.found instanceof Directory && holds(from.found, to.parent)) return ERRNO.inval;
  if (to.found instanceof Directory) to.found.isGone = true;
  from.parent.entries.delete(from.name);
  to.parent.entries.set(to.name, from.found);
  return 0;
}

/** Whether a directory is another one, or is somewhere above it. */
function holds(directory, other) {
  if (directory === other) return true;
  for (const entry of directory.all()) if (entry === other) return true;
  return false;
}
