/** Measures, cuts and fills in texts, as the build does. */

/** Lines with no more columns fit on a telephone. */
const NARROW = 40;

/** The characters of the longest line that is shown whole; half of a longer one is. */
const LONGEST_LINE = 2000;

/** @typedef {import("./terminal.js").Run} Run */

/** @param {Run[]} runs */
export function textOf(runs) {
  return runs.map(({ text }) => text).join("");
}

/** Return the beginning of a text, with at most so many characters that were printed, without a final line feed. */
export function cut(runs, most) {
  for (const [index, { text, style }] of runs.entries()) {
    if (style.typed) continue;
    const characters = [...text];
    if (characters.length > most) {
      const rest = characters.slice(0, most).join("").replace(/\n$/, "");
      return [...runs.slice(0, index), ...(rest ? [{ text: rest, style }] : [])];
    }
    most -= characters.length;
  }
  return runs;
}

/** Return how many characters were printed, with the final line feed that is not shown. */
export function lengthOf(runs, pieces) {
  const last = pieces.at(-1);
  const seen = runs.filter(({ style }) => !style.typed).reduce((sum, { text }) => sum + [...text].length, 0);
  return seen + (last && !last.typed && last.text.endsWith("\n") ? 1 : 0);
}

/** Return the first lines with their line feeds, and the rest. */
export function cutLines(runs, lines) {
  for (const [index, { text, style }] of runs.entries()) {
    const parts = text.split("\n");
    if (parts.length <= lines) {
      lines -= parts.length - 1;
      continue;
    }
    const first = `${parts.slice(0, lines).join("\n")}\n`;
    const rest = text.slice(first.length);
    return [
      [...runs.slice(0, index), { text: first, style }],
      [...(rest ? [{ text: rest, style }] : []), ...runs.slice(index + 1)],
    ];
  }
  return [runs, []];
}

/**
 * Return a text that is cut in the first of its lines that nobody reads to its end, and how many characters of that are
 * hidden; null if there is none.
 * @param {Run[]} runs
 */
export function cutLine(runs) {
  let before = 0;
  for (const line of textOf(runs).split("\n")) {
    const { length } = [...line];
    if (length > LONGEST_LINE) {
      const characters = length - LONGEST_LINE / 2;
      const [head, rest] = cutAt(runs, before + LONGEST_LINE / 2);
      const [hidden, tail] = cutAt(rest, characters + 1); // with its line feed
      return { head, hidden, tail, characters };
    }
    before += length + 1;
  }
  return null;
}

/** Return so many characters, and the rest. */
function cutAt(runs, characters) {
  for (const [index, { text, style }] of runs.entries()) {
    const all = [...text];
    if (all.length >= characters) {
      const [first, rest] = [all.slice(0, characters).join(""), all.slice(characters).join("")];
      return [
        [...runs.slice(0, index), { text: first, style }],
        [...(rest ? [{ text: rest, style }] : []), ...runs.slice(index + 1)],
      ];
    }
    characters -= all.length;
  }
  return [runs, []];
}

/** Whether a line is too long for a narrow page. @param {string} text */
export function isWide(text) {
  return text.split("\n").some(isWideLine);
}

/** Characters that take no column of their own, and those that take two. */
const MARK = /\p{M}|[\u200d\ufe0e\ufe0f]/u;
const DOUBLE = new RegExp(
  String.raw`[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]` +
    String.raw`|\p{Emoji_Presentation}`,
  "u",
);

/** Whether a character takes no column of its own. @param {string} character */
export function isMark(character) {
  return MARK.test(character);
}

/** Whether a character takes two columns. @param {string} character */
export function isDouble(character) {
  return DOUBLE.test(character);
}

/** @param {string} line */
function isWideLine(line) {
  let [characters, columns] = [0, 0];
  for (const character of line) {
    const step = character === "\t" ? 8 - (characters % 8) : 1;
    characters += step;
    if (!isMark(character)) columns += isDouble(character) ? 2 : step;
    if (characters > NARROW || columns > NARROW) return true;
  }
  return false;
}

/**
 * Return a number as the language of these words writes it.
 * @param {number} value
 * @param {Words} words
 */
export function number(value, words) {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(6));
  const [whole, fraction] = String(rounded).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, words.thousands);
  return fraction ? grouped + words.decimal + fraction : grouped;
}

/**
 * @param {string} text
 * @param {Record<string, string>} values
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
