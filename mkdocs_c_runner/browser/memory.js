/**
 * Remembers the block that an author edits in the preview: MkDocs reloads the page whenever a file has changed, and so
 * after each save.
 */

/**
 * @typedef {{before: string[], texts: string[], fields: [string, string], isFocused: boolean, cursor: number}} Memory
 * @typedef {{memory: Memory | null, recall: (memory: Memory) => void}} Remembering
 */

const key = () => `c-runner:${location.pathname}`;

/**
 * Keep what is open in the blocks of the page.
 * @param {Remembering[]} blocks
 */
export function keep(blocks) {
  const open = blocks.map((block) => block.memory);
  if (open.some(Boolean)) sessionStorage.setItem(key(), JSON.stringify(open));
  else sessionStorage.removeItem(key());
}

/**
 * Open it again. Blocks are told apart by their order, since a saved block has another source.
 * @param {Remembering[]} blocks
 */
export function recall(blocks) {
  const open = JSON.parse(sessionStorage.getItem(key()) ?? "[]");
  sessionStorage.removeItem(key());
  if (open.length !== blocks.length) return;
  blocks.forEach((block, index) => open[index] && block.recall(open[index]));
}
