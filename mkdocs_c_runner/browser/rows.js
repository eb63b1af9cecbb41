/** The rows of a terminal's screen, and their text. */

import { PLAIN } from "./sgr.js";

export const COLUMNS = 80;

/** Takes a column of a tab or of a wide character behind the first. */
export const FILL = "";

/**
 * @typedef {[string, any]} Cell
 * @typedef {{text: string, style: any}} Run
 */

/** @type {Cell} */
const BLANK = [" ", PLAIN];

export class Row {
  /** Its characters, as far as any were written. */
  cells = /** @type {Cell[]} */ ([]);

  /** Whether its text goes on in the next row. */
  wraps = false;

  /**
   * Put characters over others.
   * @param {number} column
   * @param {Cell[]} cells
   */
  write(column, cells) {
    const end = column + cells.length;
    while (this.cells.length < column) this.cells.push(BLANK);
    this.#split(column);
    this.#split(end);
    this.cells.splice(column, cells.length, ...cells);
  }

  /**
   * Make characters blank.
   * @param {number} column
   * @param {number} count
   */
  blank(column, count) {
    this.#split(column);
    this.#split(column + count);
    this.cells.fill(BLANK, column, Math.min(column + count, this.cells.length));
  }

  /**
   * Remove characters; those behind them move to the left.
   * @param {number} column
   * @param {number} count
   */
  delete(column, count) {
    this.#split(column);
    this.#split(column + count);
    this.cells.splice(column, count);
  }

  /**
   * Insert blanks; the characters behind them move to the right, at most to the edge of the screen.
   * @param {number} column
   * @param {number} count
   */
  insert(column, count) {
    this.#split(column);
    if (column >= this.cells.length) return;
    this.cells.splice(column, 0, ...Array(count).fill(BLANK));
    this.#split(COLUMNS);
    this.cells.length = Math.min(this.cells.length, COLUMNS);
  }

  /** Let no wide character lie across the beginning of a column: its halves become blanks. */
  #split(column) {
    if (column > 0 && column < this.cells.length && this.cells[column][0] === FILL) {
      this.cells[column - 1] = this.cells[column] = BLANK;
    }
  }
}

/**
 * Return the cells of rows, with line feeds between those that do not go on in the next.
 * @param {Row[]} rows
 * @param {boolean} [isLast]  whether the last one has no line feed
 * @returns {Cell[]}
 */
export function cellsOf(rows, isLast = false) {
  return rows.flatMap((row, index) => {
    const ends = !(row.wraps && row.cells.length) && !(isLast && index === rows.length - 1);
    return ends ? [...row.cells, /** @type {Cell} */ (["\n", PLAIN])] : row.cells;
  });
}

/**
 * Return cells as pieces of one style each, without empty ones.
 * @param {Cell[]} cells
 * @returns {Run[]}
 */
export function joined(cells) {
  const runs = /** @type {Run[]} */ ([]);
  let last = /** @type {any} */ (null);
  for (const [character, style] of cells) {
    const isSame = style === last || (last && JSON.stringify(style) === JSON.stringify(last));
    if (!isSame) runs.push({ text: "", style });
    last = style;
    runs[runs.length - 1].text += character;
  }
  return runs.filter(({ text }) => text);
}
