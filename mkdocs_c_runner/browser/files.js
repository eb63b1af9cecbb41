/** Files in memory, for programs that have no others. */

/** Bytes that all files of one program may have together. */
export const ROOM = 64 << 20;

export class File {
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes = new Uint8Array()) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  /** Its content, which later changes may overwrite. */
  get content() {
    return this.#bytes.subarray(0, this.size);
  }

  /**
   * Make it longer, by zeros, or shorter.
   * @param {number} size
   */
  resize(size) {
    if (size > this.#bytes.length) {
      const held = this.#bytes.length;
      const larger = new Uint8Array(Math.max(size, Math.min(2 * held, held + ROOM), 1024));
      larger.set(this.content);
      this.#bytes = larger;
    } else if (size > this.size) {
      this.#bytes.fill(0, this.size, size);
    }
    this.size = size;
  }

  /**
   * Write bytes somewhere.
   * @param {number} position
   * @param {Uint8Array} bytes
   */
  write(position, bytes) {
    if (position + bytes.length > this.size) this.resize(position + bytes.length);
    this.#bytes.set(bytes, position);
  }
}

export class Directory {
  /** @type {Map<string, File | Directory>} */
  entries = new Map();

  /** A name by which it has itself, and which it does not list. */
  alias = "";

  /**
   * Put a file or directory at a path, with the directories that it needs.
   * @param {string} path
   * @param {File | Directory | Uint8Array} content
   */
  put(path, content) {
    const names = path.split("/").filter(Boolean);
    const last = names.pop() ?? "";
    let directory = /** @type {Directory} */ (this);
    for (const name of names) {
      let next = directory.entries.get(name);
      if (!(next instanceof Directory)) directory.entries.set(name, (next = new Directory()));
      directory = next;
    }
    directory.entries.set(last, content instanceof Uint8Array ? new File(content) : content);
  }

  /** Return another directory with the same files, in directories of its own. */
  copy() {
    const made = new Directory();
    for (const [name, entry] of this.entries) {
      made.entries.set(name, entry instanceof Directory ? entry.copy() : entry);
    }
    return made;
  }

  /** Whether it was removed, while it was open. */
  isGone = false;

  /** All that is in it, however deep. @returns {Generator<File | Directory>} */
  *all() {
    const left = [...this.entries.values()];
    for (let entry = left.pop(); entry; entry = left.pop()) {
      yield entry;
      if (entry instanceof Directory) for (const inner of entry.entries.values()) left.push(inner);
    }
  }
}

/**
 * Walk a path from a directory. Nothing leads out of that.
 * @param {Directory} from
 * @param {string} path
 * @returns {{parent: Directory, name: string, found: File | Directory | null} | "missing" | "file"}
 *   the entry, or why its directory cannot be reached
 */
export function walk(from, path) {
  const trail = [from];
  const names = path.split("/").filter((name) => name && name !== ".");
  if (names.at(-1) === "..") names.push(".");
  let entry = { parent: from, name: "", found: /** @type {File | Directory | null} */ (from) };
  for (const name of names) {
    const { found } = entry;
    if (!found) return "missing";
    if (!(found instanceof Directory)) return "file";
    if (name === "..") {
      if (trail.length > 1) trail.pop();
      entry = { parent: trail.at(-2) ?? from, name: "", found: trail.at(-1) ?? from };
    } else if (name !== ".") {
      const next = found.entries.get(name) ?? (name === found.alias ? found : null);
      entry = { parent: found, name, found: next };
      if (next instanceof Directory) trail.push(next);
    }
  }
  return entry;
}
