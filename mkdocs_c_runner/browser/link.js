/** A changed program as a part of an address, and back. */

/** The bytes of all texts in an address. More is none of ours. */
const MOST = 300_000;

/**
 * @typedef {object} Shared
 * @property {number} block  its number on the page
 * @property {Map<string, string>} files  those that were changed, by their names
 * @property {[string, string]} fields  the arguments and the input
 */

/**
 * Return the address of this page with a program in it, or null if it is too long.
 * @param {number} block  its number on the page
 * @param {{text: string}[]} built  its files as they are on the page
 * @param {{name: string, text: string}[]} now
 * @param {[string, string]} fields
 */
export async function linkTo(block, built, now, fields) {
  const other = now.filter(({ text }, index) => text !== built[index].text);
  const files = Object.fromEntries(other.map(({ name, text }) => [name, text]));
  const bytes = new TextEncoder().encode(JSON.stringify({ block, files, fields }));
  if (bytes.length > MOST) return null;
  const packed = await through(new CompressionStream("deflate-raw"), bytes);
  const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  const hash = text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.href.split("#")[0]}#c=${hash}`;
}

/**
 * Return the program in an address, or null if it is damaged.
 * @param {string} hash
 * @returns {Promise<Shared | null>}
 */
export async function received(hash) {
  try {
    const text = atob(hash.replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const unpacked = await through(new DecompressionStream("deflate-raw"), packed);
    const { block, files, fields } = JSON.parse(new TextDecoder().decode(unpacked));
    const texts = [...Object.values(files), ...fields];
    const isOurs =
      Number.isInteger(block) && fields.length === 2 && texts.every((one) => typeof one === "string");
    return isOurs ? { block, files: new Map(Object.entries(files)), fields } : null;
  } catch {
    return null;
  }
}

/**
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array} bytes
 */
async function through(stream, bytes) {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(/** @type {any} */ (stream))
    .getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size > MOST) throw new RangeError("too long");
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
