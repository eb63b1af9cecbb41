/** Files that are fetched once and kept by the browser. Their names tell their content, so that they never change. */

const KEPT = "c-runner";
const GZIP = [0x1f, 0x8b];

/** What a host sends with a file that it has unpacked on its way. */
const ENCODING = "content-encoding";

/** A file cannot be had. */
export class NotThere extends Error {
  name = "NotThere";
}

/** What came is not the whole file, or another one. */
export class Damaged extends Error {
  name = "Damaged";
}

/** Files that came damaged. What the browser has kept of them is not asked again. */
const damaged = new Set();

/**
 * @typedef {object} Wanted
 * @property {string} [digest]  the beginning of its SHA-256 in hexadecimal digits, or empty if that is not known
 * @property {boolean} [keeps]  whether to keep it, and to look for it among what was kept
 * @property {(bytes: number) => void} [progress]  is told how much has come, not unpacked
 * @property {AbortSignal} [signal]
 */

/**
 * Fetch a file, or take it from the browser's cache, and make something of its content while it comes.
 * @template Made
 * @param {URL} address
 * @param {Wanted} wanted
 * @param {(content: ReadableStream<Uint8Array>) => Promise<Made>} make  of the unpacked content
 * @returns {Promise<Made>}  which counts: the file has proved to be whole
 * @throws {NotThere | Damaged}
 */
export async function download(address, wanted, make) {
  const cache = wanted.keeps ? await opened() : null;
  const kept = await cache?.match(address).catch(() => undefined);
  try {
    return await used(kept ?? (await fetched(address, wanted.signal)), wanted, make, (answer, bytes) => {
      if (!kept) cache?.put(address, new Response(bytes, { headers: answer.headers })).catch(() => {});
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    if (kept) {
      await cache?.delete(address);
      return download(address, wanted, make);
    }
    damaged.add(address.href);
    throw new Damaged(address.href);
  }
}

/**
 * Fetch a file that may change, or take the last one from the browser's cache where there is no network.
 * @param {URL} address
 * @returns {Promise<any>}
 */
export async function latest(address) {
  const cache = await opened();
  const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
  if (answer?.ok) {
    const again = answer.clone();
    const read = await answer.json().catch(() => {
      throw new Damaged(address.href);
    });
    await cache?.put(address, again).catch(() => {});
    return read;
  }
  const kept = await cache?.match(address).catch(() => undefined);
  if (!kept) throw new NotThere(address.href);
  return kept.json();
}

/**
 * Forget files in a directory that are not named any more.
 * @param {URL} directory
 * @param {string[]} names
 */
export async function forget(directory, names) {
  const cache = await opened();
  const wanted = new Set(names.map((name) => new URL(name, directory).href));
  for (const { url } of (await cache?.keys()) ?? []) {
    if (url.startsWith(directory.href) && !wanted.has(url)) await cache?.delete(url);
  }
}

/** @returns {Promise<Cache | null>} */
async function opened() {
  // Without a secure connection, and in some private windows, there is none.
  try {
    return await caches.open(KEPT);
  } catch {
    return null;
  }
}

/**
 * @param {URL} address
 * @param {AbortSignal} [signal]
 */
async function fetched(address, signal) {
  const cache = damaged.has(address.href) ? "reload" : "default";
  const answer = await fetch(address, { signal, cache }).catch(() => null);
  if (!answer?.ok || !answer.body) throw new NotThere(address.href);
  return answer;
}

/**
 * Make something of a file that comes, and prove it meanwhile.
 * @template Made
 * @param {Response} answer
 * @param {Wanted} wanted
 * @param {(content: ReadableStream<Uint8Array>) => Promise<Made>} make
 * @param {(answer: Response, bytes: Blob) => void} keep
 */
async function used(answer, wanted, make, keep) {
  const [one, other] = /** @type {ReadableStream<Uint8Array>} */ (answer.body).tee();
  const [made, proved] = await Promise.allSettled([
    unpacked(one).then(make),
    whole(other, answer, wanted).then((bytes) => keep(answer, bytes)),
  ]);
  // What is made of a damaged file can fail in any way.
  if (proved.status === "rejected") throw proved.reason;
  if (made.status === "rejected") throw made.reason;
  return made.value;
}

/**
 * Return all bytes as they came.
 * @param {ReadableStream<Uint8Array>} body
 * @param {Response} answer
 * @param {Wanted} wanted
 */
async function whole(body, answer, { digest = "", progress = () => {}, signal }) {
  const chunks = /** @type {any[]} */ ([]);
  let count = 0;
  try {
    for (const reader = body.getReader(); ; ) {
      const { value, done } = await reader.read();
      if (done) break;
      chunks.push(value);
      progress((count += value.length));
    }
  } catch {
    signal?.throwIfAborted();
    throw new Damaged();
  }
  const bytes = new Blob(chunks);
  // A digest is that of the packed file. Without a secure connection there is nothing that computes one.
  const isOpen = !crypto.subtle || (answer.headers.has(ENCODING) && !isPacked(chunks[0] ?? []));
  if (digest && !isOpen && !(await sha256(bytes)).startsWith(digest)) throw new Damaged();
  return bytes;
}

/** @param {Blob} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array | never[]} bytes */
function isPacked(bytes) {
  return GZIP.every((byte, index) => bytes[index] === byte);
}

/**
 * Return the content of a file that may be packed.
 * @param {ReadableStream<Uint8Array>} body
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
async function unpacked(body) {
  const reader = body.getReader();
  const { value: first = new Uint8Array() } = await reader.read();
  const all = new ReadableStream({
    start(controller) {
      if (first.length) controller.enqueue(first);
    },
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return isPacked(first) ? all.pipeThrough(/** @type {any} */ (new DecompressionStream("gzip"))) : all;
}
