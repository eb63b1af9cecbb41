/** A terminal's screen of 24 rows and 80 columns, for programs that move the cursor between lines or clear it. */

import { cellsOf, COLUMNS, FILL, joined, Row } from "./rows.js";
import { PLAIN } from "./sgr.js";
import { isDouble, isMark } from "./texts.js";

export const ROWS = 24;

const TAB_STOP = 8;
const MOST_MARKS = 8;

export class Grid {
  /** Where the next character goes. The column is 80 if that is the beginning of the next row. */
  cursor = { row: 0, column: 0 };
  style = /** @type {any} */ (PLAIN);

  #scrolled = /** @type {import("./rows.js").Cell[]} */ ([]);
  #rows = /** @type {Row[]} */ ([]);
  #main = /** @type {Row[] | null} */ (null); // while the alternate screen is shown
  #saved = { row: 0, column: 0, style: /** @type {any} */ (PLAIN) };
  #top = 0;
  #bottom = ROWS - 1;

  /** What has scrolled off, and what is on the screen. */
  get runs() {
    const cells = [...this.#scrolled, ...cellsOf(this.#rows, true)];
    if (!this.#rows.length && cells.at(-1)?.[0] === "\n") cells.pop();
    return joined(cells);
  }

  /** The column that the cursor is seen in. */
  get column() {
    return Math.min(this.cursor.column, COLUMNS - 1);
  }

  // --- Text ---

  /** @param {string} text */
  put(text) {
    text.split("\t").forEach((part, position) => {
      const { column } = this.cursor;
      if (position) this.cursor.column = Math.min(column + TAB_STOP - (column % TAB_STOP), COLUMNS - 1);
      for (const character of part) this.#character(character);
    });
  }

  lineFeed() {
    this.#row.wraps = false;
    this.index();
    this.cursor.column = 0;
  }

  /** @param {string} character */
  #character(character) {
    if (isMark(character)) return this.#mark(character);
    const isWide = isDouble(character);
    if (isWide && this.cursor.column === COLUMNS - 1) this.#wrap();
    if (this.cursor.column >= COLUMNS) this.#wrap();
    const cells = /** @type {any[]} */ ([[character, this.style]]);
    if (isWide) cells.push([FILL, this.style]);
    this.#row.write(this.cursor.column, cells);
    this.cursor.column += cells.length;
  }

  /** Put a mark onto the character before the cursor. @param {string} mark */
  #mark(mark) {
    const { cells } = this.#row;
    let column = Math.min(this.cursor.column, cells.length) - 1;
    if (column > 0 && cells[column][0] === FILL) column--;
    if (column < 0 || [...cells[column][0]].length > MOST_MARKS) return;
    cells[column] = [cells[column][0] + mark, cells[column][1]];
  }

  #wrap() {
    this.#row.wraps = true;
    this.index();
    this.cursor.column = 0;
  }

  // --- Rows ---

  /** The row of the cursor; rows are made when they are needed. */
  get #row() {
    while (this.#rows.length <= this.cursor.row) this.#rows.push(new Row());
    return this.#rows[this.cursor.row];
  }

  /** Go down a row; in the last one, scroll. */
  index() {
    this.#row;
    if (this.cursor.row === this.#bottom) this.scrollUp();
    else if (this.cursor.row < ROWS - 1) this.cursor.row++;
  }

  /** Go up a row; in the first one, scroll down. */
  reverseIndex() {
    if (this.cursor.row === this.#top) this.scrollDown();
    else this.move(this.cursor.row - 1);
  }

  /** Move all rows up. The first ones go to the text that has scrolled off. */
  scrollUp(count = 1) {
    const gone = this.#rows.slice(this.#top, this.#top + Math.min(count, this.#bottom - this.#top + 1));
    if (this.#top === 0 && !this.#main) for (const cell of cellsOf(gone)) this.#scrolled.push(cell);
    const hasMore = this.#rows.length > this.#bottom + 1;
    this.#rows.splice(this.#top, gone.length);
    if (hasMore) this.#rows.splice(this.#bottom + 1 - gone.length, 0, ...gone.map(() => new Row()));
  }

  /** Move all rows down. The last one is lost. */
  scrollDown() {
    this.#insertRow(this.#top);
  }

  /** Remove the row of the cursor; those beneath it move up. */
  deleteRow() {
    if (!this.#isInRegion) return;
    this.#rows.splice(this.cursor.row, 1);
    if (this.#rows.length > this.#bottom) this.#rows.splice(this.#bottom, 0, new Row());
  }

  /** Insert a row at the cursor; those beneath it move down. */
  insertRow() {
    if (this.#isInRegion) this.#insertRow(this.cursor.row);
  }

  insertBlanks(count) {
    this.#row.insert(this.column, Math.min(count, COLUMNS));
  }

  deleteCharacters(count) {
    this.#row.delete(this.column, Math.min(count, COLUMNS));
  }

  eraseCharacters(count) {
    this.#row.blank(this.column, Math.min(count, COLUMNS));
  }

  get #isInRegion() {
    return this.#top <= this.cursor.row && this.cursor.row <= this.#bottom;
  }

  #insertRow(row) {
    if (row >= this.#rows.length) return;
    this.#rows.splice(this.#bottom, 1);
    this.#rows.splice(row, 0, new Row());
  }

  // --- The cursor and the whole screen ---

  /** @param {number} column */
  moveInRow(column) {
    this.cursor.column = Math.min(Math.max(column, 0), COLUMNS - 1);
  }

  /**
   * @param {number} row
   * @param {number} [column]
   */
  move(row, column) {
    this.cursor.row = Math.min(Math.max(row, 0), ROWS - 1);
    if (column !== undefined) this.moveInRow(column);
  }

  /** Erase a line: 0 from the cursor on, 1 to the cursor, 2 all of it. @param {number} part */
  eraseLine(part) {
    if (this.cursor.row >= this.#rows.length) return;
    if (part === 0) {
      this.#row.wraps = false;
      this.#row.delete(this.column, COLUMNS);
    } else if (part === 1) {
      this.#row.blank(0, this.column + 1);
    } else if (part === 2) {
      this.#rows[this.cursor.row] = new Row();
    }
  }

  /** Erase the screen: 0 from the cursor on, 1 to it, 2 all of it, 3 what has scrolled off. @param {number} part */
  eraseScreen(part) {
    if (part === 0) {
      this.eraseLine(0);
      this.#rows.splice(this.cursor.row + 1);
    } else if (part === 1) {
      this.eraseLine(1);
      const above = Math.min(this.cursor.row, this.#rows.length);
      for (let row = 0; row < above; row++) this.#rows[row] = new Row();
    } else if (part === 2) {
      this.#rows = [];
    } else if (part === 3) {
      this.#scrolled = [];
    }
  }

  /** Let only some rows scroll. */
  setRegion(top, bottom) {
    if (!(0 <= top && top < bottom && bottom < ROWS)) return;
    [this.#top, this.#bottom] = [top, bottom];
    this.move(0, 0);
  }

  save() {
    this.#saved = { ...this.cursor, style: this.style };
  }

  restore() {
    const { row, column, style } = this.#saved;
    this.style = style;
    this.move(row, column);
  }

  /** Show the alternate screen, which begins empty, or the main one again. @param {boolean} alternate */
  switch(alternate) {
    if (alternate === (this.#main !== null)) return;
    if (alternate) [this.#main, this.#rows] = [this.#rows, []];
    else [this.#rows, this.#main] = [this.#main ?? [], null];
  }

  /** Begin with an empty screen. */
  reset() {
    this.#rows = [];
    this.cursor = { row: 0, column: 0 };
    this.style = PLAIN;
    [this.#top, this.#bottom] = [0, ROWS - 1];
  }
}
