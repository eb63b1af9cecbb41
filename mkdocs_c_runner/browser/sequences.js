/** What moves the cursor of a terminal between lines, clears its screen, or makes it scroll. */

import { Grid, ROWS } from "./grid.js";
import { select } from "./sgr.js";

/** What needs a screen: other output is read line by line. */
export const MOVES = /\x1b(?:\[[0-9;]*[A-HJLMPSTXadefrsu@`]|[78DEMc]|\[\?(?:47|1047|1049)[hl])/;

const ALTERNATE = ["?47", "?1047", "?1049"];

/** Sequences that move the cursor, and how far. */
const ROWS_DOWN = /** @type {Record<string, number>} */ ({ A: -1, F: -1, B: 1, E: 1, e: 1 });
const COLUMNS_RIGHT = /** @type {Record<string, number>} */ ({ C: 1, a: 1, D: -1 });

const BY_COUNT = /** @type {Record<string, (grid: Grid, count: number) => void>} */ ({
  G: (grid, count) => grid.moveInRow(count - 1),
  "`": (grid, count) => grid.moveInRow(count - 1),
  d: (grid, count) => grid.move(count - 1),
  "@": (grid, count) => grid.insertBlanks(count),
  P: (grid, count) => grid.deleteCharacters(count),
  X: (grid, count) => grid.eraseCharacters(count),
  S: (grid, count) => grid.scrollUp(count),
});

const BY_ROWS = /** @type {Record<string, (grid: Grid) => void>} */ ({
  L: (grid) => grid.insertRow(),
  M: (grid) => grid.deleteRow(),
  T: (grid) => grid.scrollDown(),
});

const OTHERS = /** @type {Record<string, (grid: Grid, numbers: number[]) => void>} */ ({
  H: place,
  f: place,
  J: (grid, [part]) => grid.eraseScreen(part),
  K: (grid, [part]) => grid.eraseLine(part),
  r: (grid, [top, bottom = 0]) => grid.setRegion(Math.max(1, top) - 1, Math.min(bottom || ROWS, ROWS) - 1),
  s: (grid) => grid.save(),
  u: (grid) => grid.restore(),
});

const SHORT = /** @type {Record<string, (grid: Grid) => void>} */ ({
  7: (grid) => grid.save(),
  8: (grid) => grid.restore(),
  D: (grid) => grid.index(),
  E: (grid) => grid.lineFeed(),
  M: (grid) => grid.reverseIndex(),
  c: (grid) => grid.reset(),
});

/**
 * Act on a screen as one piece of output says that is no text.
 * @param {Grid} grid
 * @param {Record<string, string | undefined>} token  its groups
 */
export function act(grid, { final, parameters = "", short }) {
  if (final === "m") grid.style = select(grid.style, parameters);
  else if (final !== undefined) sequence(grid, final, parameters);
  else if (short !== undefined) SHORT[short]?.(grid);
}

function sequence(grid, final, parameters) {
  if (ALTERNATE.includes(parameters) && "hl".includes(final)) {
    switched(grid, final === "h", parameters === "?1049");
  } else if (!/^[<=>?]/.test(parameters)) {
    const numbers = parameters.split(";").map(numbered);
    const count = Math.max(1, numbers[0]);
    if (final in ROWS_DOWN) {
      grid.move(grid.cursor.row + ROWS_DOWN[final] * count, "EF".includes(final) ? 0 : grid.column);
    } else if (final in COLUMNS_RIGHT) {
      grid.moveInRow(grid.column + COLUMNS_RIGHT[final] * count);
    } else if (final in BY_COUNT) {
      BY_COUNT[final](grid, count);
    } else if (final in BY_ROWS) {
      for (let row = 0; row < Math.min(count, ROWS); row++) BY_ROWS[final](grid);
    } else {
      OTHERS[final]?.(grid, numbers);
    }
  }
}

function switched(grid, alternate, keepsCursor) {
  if (alternate && keepsCursor) grid.save();
  grid.switch(alternate);
  if (keepsCursor && !alternate) grid.restore();
}

/** Go to a row and a column, which are counted from one. */
function place(grid, [row, column = 1]) {
  grid.move(Math.max(1, row) - 1, Math.max(1, column) - 1);
}

/** None is 0, and larger numbers than any screen has mean the same as the largest. @param {string} text */
function numbered(text) {
  if (!/^\d+$/.test(text)) return 0;
  return text.length < 6 ? Number(text) : 99_999;
}
