/** Reads archives as `tar` writes them, in the format `ustar`. */

import { Directory } from "./files.js";

const BLOCK = 512;
const FILE = "0";

const decoder = new TextDecoder();

/**
 * Return the files of an archive.
 * @param {Uint8Array} archive
 * @returns {Directory}
 */
export function unpacked(archive) {
  const root = new Directory();
  for (let at = 0; at + BLOCK <= archive.length && archive[at];) {
    const field = (/** @type {number} */ from, /** @type {number} */ length) => {
      const bytes = archive.subarray(at + from, at + from + length);
      const end = bytes.indexOf(0);
      return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
    };
    const [name, before] = [field(0, 100), field(345, 155)];
    const size = parseInt(field(124, 12), 8) || 0;
    const isFile = field(156, 1) === FILE || field(156, 1) === "";
    at += BLOCK;
    if (isFile) root.put(before ? `${before}/${name}` : name, archive.subarray(at, at + size));
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
  return root;
}
