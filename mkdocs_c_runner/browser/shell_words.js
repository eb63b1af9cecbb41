/** Words, written and read as a shell does. */

const PIECE = /(\s+)|"((?:\\[^]|[^"\\])*)"?|'([^']*)'?|\\([^])|([^\s"'\\]+|\\)/g;

/**
 * Split a text into words. Quotes and backslashes keep together what they protect.
 * @param {string} text
 * @returns {string[]}
 */
export function split(text) {
  const words = [];
  let word = null;
  for (const [, blank, double, single, escaped, plain] of text.matchAll(PIECE)) {
    if (blank === undefined) {
      word = (word ?? "") + (double?.replace(/\\(["\\])/g, "$1") ?? single ?? escaped ?? plain);
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}

/**
 * Join words to a text that `split` splits into them. It has one kind of quotes where that is possible, because the
 * header of a fence cannot have both in one value.
 * @param {string[]} words
 * @returns {string}
 */
export function join(words) {
  const quotes = !words.some((word) => word.includes('"'));
  return words.map((word) => written(word, quotes)).join(" ");
}

/**
 * @param {string} word
 * @param {boolean} quotes  whether quotes may protect it; else backslashes do
 * @returns {string}
 */
function written(word, quotes) {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (word === "" || (quotes && !word.includes("'"))) return `'${word}'`;
  return word.replace(/[^\w@%+=:,./-]/gu, "\\$&");
}
