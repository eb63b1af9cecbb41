/**
 * The text that a terminal shows for what a program prints, as pieces of one style each.
 *
 * Line feed, carriage return, backspace, tab and erase-line act; colors become classes. If the cursor moves between
 * lines, or the screen is cleared, the output is drawn on a grid. Other escape sequences are dropped. Every other
 * control character, and every character that would reorder text, becomes a visible symbol.
 */

import { Grid } from "./grid.js";
import { FILL, joined } from "./rows.js";
import { act, MOVES } from "./sequences.js";
import { PLAIN, select } from "./sgr.js";

const TOKEN = new RegExp(
  [
    String.raw`\x1b\[(?<parameters>[0-9:;<=>?]*)[ -/]*(?<final>[@-~])`, // control sequence
    String.raw`\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)`, // string sequence: title, link …
    String.raw`\x1b[ -/]+[0-~]|\x1b(?<short>[0-OQ-WYZ\\\x60-~])`, // short escape
    String.raw`(?<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)`,
    String.raw`(?<control>[^])`,
  ].join("|"),
  "gu",
);

const TAB_STOP = 8;

/** The style of what was typed. */
export const TYPED = Object.freeze({ typed: true });

/**
 * @typedef {{text: string, style: any}} Run
 * @typedef {[string, any]} Cell
 */

/**
 * Return what a terminal shows, less one final line feed.
 * @param {{text: string, typed: boolean}[]} pieces
 * @returns {Run[]}
 */
export function runsOf(pieces) {
  const screen = pieces.some(({ text }) => MOVES.test(text)) ? new Moving() : new Screen();
  for (const { text, typed } of pieces) screen.write(text, typed);
  return screen.runs;
}

class Screen {
  #done = /** @type {Cell[]} */ ([]);
  #line = /** @type {Cell[]} */ ([]);
  #column = 0;
  #style = /** @type {any} */ (PLAIN);

  /** @returns {Run[]} */
  get runs() {
    const cells = [...this.#done, ...this.#line];
    if (cells.at(-1)?.[0] === "\n") cells.pop();
    return joined(cells);
  }

  /**
   * @param {string} data
   * @param {boolean} typed
   */
  write(data, typed) {
    const before = this.#style;
    if (typed) this.#style = TYPED;
    for (const { groups = {} } of data.matchAll(TOKEN)) {
      if (groups.text !== undefined) this.#put(groups.text);
      else if (groups.control !== undefined) this.#control(groups.control);
      else if (groups.final === "m") this.#style = select(this.#style, groups.parameters);
      else if (groups.final === "K") this.#erase(groups.parameters);
    }
    if (typed) this.#style = before;
  }

  /** @param {string} text */
  #put(text) {
    text.split("\t").forEach((part, position) => {
      if (position) this.#tab();
      this.#cells([...part].map((character) => [character, this.#style]));
    });
  }

  /** Move to the next stop; a tab beyond the text stays a tab, so that it can be copied. */
  #tab() {
    const stop = this.#column + TAB_STOP - (this.#column % TAB_STOP);
    if (this.#column === this.#line.length) {
      this.#line.push(["\t", this.#style]);
      while (this.#line.length < stop) this.#line.push([FILL, this.#style]);
    }
    this.#column = stop;
  }

  /** @param {Cell[]} cells */
  #cells(cells) {
    if (!cells.length) return;
    while (this.#line.length < this.#column) this.#line.push([" ", PLAIN]);
    this.#spread(this.#column, this.#column + cells.length);
    cells.forEach((cell, index) => {
      this.#line[this.#column + index] = cell;
    });
    this.#column += cells.length;
  }

  /** Turn the tabs that touch these columns into spaces, before they are overwritten. */
  #spread(start, end) {
    const line = this.#line;
    for (let index = start; index < Math.min(end, line.length); index++) {
      if (line[index][0] !== "\t" && line[index][0] !== FILL) continue;
      let first = index;
      while (line[first][0] === FILL) first--;
      line[first] = [" ", line[first][1]];
      for (first++; first < line.length && line[first][0] === FILL; first++)
        line[first] = [" ", line[first][1]];
    }
  }

  /** @param {string} character */
  #control(character) {
    if (character === "\n") {
      for (const cell of this.#line) this.#done.push(cell);
      this.#done.push(["\n", this.#style]);
      this.#line = [];
      this.#column = 0;
    } else if (character === "\r") {
      this.#column = 0;
    } else if (character === "\b") {
      this.#column = Math.max(0, this.#column - 1);
    } else {
      this.#put(symbol(character));
    }
  }

  /** @param {string} parameters */
  #erase(parameters) {
    this.#spread(this.#column, this.#column + 1);
    if (parameters === "" || parameters === "0") {
      this.#line.length = Math.min(this.#line.length, this.#column);
    } else if (parameters === "1" || parameters === "2") {
      const end = parameters === "1" ? Math.min(this.#line.length, this.#column + 1) : this.#line.length;
      this.#line.fill([" ", PLAIN], 0, end);
    }
  }
}

/** A screen for programs that move the cursor between lines, or clear it. */
class Moving {
  #grid = new Grid();

  /** @returns {Run[]} */
  get runs() {
    return this.#grid.runs;
  }

  /**
   * @param {string} data
   * @param {boolean} typed
   */
  write(data, typed) {
    const grid = this.#grid;
    const before = grid.style;
    if (typed) grid.style = TYPED;
    for (const { groups = {} } of data.matchAll(TOKEN)) {
      if (groups.text !== undefined) grid.put(groups.text);
      else if (groups.control === "\n") grid.lineFeed();
      else if (groups.control === "\r") grid.cursor.column = 0;
      else if (groups.control === "\b") grid.cursor.column = Math.max(0, grid.column - 1);
      else if (groups.control !== undefined) grid.put(symbol(groups.control));
      else act(grid, groups);
    }
    if (typed) grid.style = before;
  }
}

/** Return what is shown for a control character. @param {string} character */
function symbol(character) {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : `\u2039U+${code.toString(16).toUpperCase().padStart(4, "0")}\u203a`;
}
