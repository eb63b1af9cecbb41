/** Files that are fetched once and kept by the browser. Their names tell their content, so that they never change. */

const KEPT = "c-runner";
const GZIP = [0x1f, 0x8b];

/** A file cannot be had. */
export class NotThere extends Error {
  name = "NotThere";
}

/**
 * Fetch a file, or take it from the browser's cache, and return its content.
 * @param {URL} address
 * @param {(bytes: number) => void} [progress]  is told how much has come, not unpacked
 * @param {number} [size]  how much comes, if that is known
 * @param {AbortSignal} [signal]
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
export async function download(address, progress = () => {}, size = 0, signal = undefined) {
  const cache = await opened();
  const kept = await cache?.match(address).catch(() => undefined);
  const answer = kept ?? (await fetch(address, { signal }).catch(() => null));
  if (!answer?.ok || !answer.body) throw new NotThere(String(address));
  const { first, all } = await peeked(answer.body);
  const isPacked = GZIP.every((byte, index) => first[index] === byte);
  const seen = all.pipeThrough(
    counted(progress, (chunks, count) => {
      // A host that unpacks files by itself sends more.
      if (!kept && !(isPacked && size && count !== size)) keep(cache, address, chunks);
    }),
  );
  return isPacked ? seen.pipeThrough(/** @type {any} */ (new DecompressionStream("gzip"))) : seen;
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
    await cache?.put(address, answer.clone()).catch(() => {});
    return answer.json();
  }
  const kept = await cache?.match(address).catch(() => undefined);
  if (!kept) throw new NotThere(String(address));
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

function keep(cache, address, chunks) {
  cache?.put(address, new Response(new Blob(chunks))).catch(() => {});
}

/**
 * Read the beginning of a stream, and return it with the whole.
 * @param {ReadableStream<Uint8Array>} body
 */
async function peeked(body) {
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
  return { first, all };
}

/**
 * @param {(bytes: number) => void} progress
 * @param {(chunks: Uint8Array[], count: number) => void} end
 * @returns {TransformStream<Uint8Array, Uint8Array>}
 */
function counted(progress, end) {
  const chunks = /** @type {Uint8Array[]} */ ([]);
  let count = 0;
  return new TransformStream({
    transform(chunk, controller) {
      chunks.push(chunk);
      count += chunk.length;
      progress(count);
      controller.enqueue(chunk);
    },
    flush: () => end(chunks, count),
  });
}
