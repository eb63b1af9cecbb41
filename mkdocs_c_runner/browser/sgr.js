/** The styles of characters on a terminal, and the control sequence that changes them: Select Graphic Rendition. */

const COLORS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/**
 * @typedef {{bold?: boolean, faint?: boolean, italic?: boolean, underline?: boolean, reverse?: boolean, fg?: string,
 *   bg?: string}} Style
 */

/** @type {Style} */
export const PLAIN = Object.freeze({
  ...{ bold: false, faint: false, italic: false, underline: false, reverse: false },
  ...{ fg: "", bg: "" },
});

/** What a number switches on, or off. */
const SWITCHES = /** @type {Record<number, Style>} */ ({
  ...{
    1: { bold: true },
    2: { faint: true },
    3: { italic: true },
    4: { underline: true },
    7: { reverse: true },
  },
  ...{
    22: { bold: false, faint: false },
    23: { italic: false },
    24: { underline: false },
    27: { reverse: false },
  },
  ...{ 39: { fg: "" }, 49: { bg: "" } },
});

/**
 * Apply the parameters of the sequence, with xterm's 256 and true colors.
 * @param {Style} style
 * @param {string} parameters
 * @returns {Style}
 */
export function select(style, parameters) {
  if (/^[<=>?]/.test(parameters)) return style; // a private sequence, which sets no color
  const groups = parameters.split(";").map((group) => group.split(":").map(numbered));
  while (groups.length) {
    const [code, ...details] = groups.shift() ?? [];
    if (code === 38 || code === 48 || code === 58) {
      const color = extended(details.length ? details : taken(groups));
      if (code !== 58) style = { ...style, [code === 38 ? "fg" : "bg"]: color };
    } else if (code === 4 && String(details) === "0") {
      style = { ...style, underline: false };
    } else {
      style = simple(style, code);
    }
  }
  return style;
}

/**
 * Return the css classes of a style, separated by spaces.
 * @param {Style} style
 */
export function classes(style) {
  let { fg = "", bg = "" } = style;
  const isColored = Boolean(fg || bg);
  if (style.reverse && isColored) [fg, bg] = [bg, fg || "white"];
  const names = ["bold", "faint", "italic", "underline"].filter((name) => /** @type {any} */ (style)[name]);
  if (style.reverse && !isColored) names.push("reverse");
  names.push(...ofColor("fg", fg), ...ofColor("bg", bg));
  return names.map((name) => `c-runner-${name}`).join(" ");
}

function ofColor(part, color) {
  const [name, bright] = color.split("-").reverse();
  return [name, bright].filter(Boolean).map((each) => `${part}-${each}`);
}

/** @param {string} code */
function numbered(code) {
  if (!/^\d+$/.test(code)) return 0;
  return code.length < 6 ? Number(code) : 99_999;
}

/** Take the parameters of an extended color, where they are groups of their own. @param {number[][]} groups */
function taken(groups) {
  const kind = groups.shift()?.[0] ?? 0;
  const wanted = { 5: 1, 2: 3 }[kind] ?? 0;
  return [kind, ...groups.splice(0, wanted).map(([first]) => first)];
}

function simple(style, code) {
  if (code === 0) return PLAIN;
  if (SWITCHES[code]) return { ...style, ...SWITCHES[code] };
  for (const [first, before] of /** @type {[number, string][]} */ ([
    [30, ""],
    [90, "bright-"],
  ])) {
    if (first <= code && code < first + 8) return { ...style, fg: before + COLORS[code - first] };
    if (first + 10 <= code && code < first + 18) return { ...style, bg: before + COLORS[code - first - 10] };
  }
  return style;
}

/** Return the nearest of the sixteen colors, or an empty name. @param {number[]} details */
function extended([kind, ...values]) {
  if (kind === 5 && values.length) return ofPalette(values[0]);
  if (kind !== 2 || values.length < 3) return "";
  const [red, green, blue] = values.length > 3 ? values.slice(1) : values; // with a color space
  return nearest(red, green, blue);
}

function ofPalette(number) {
  if (number < 8) return COLORS[number];
  if (number < 16) return `bright-${COLORS[number - 8]}`;
  if (number > 255) return "";
  const grey = 8 + 10 * (number - 232);
  if (number >= 232) return nearest(grey, grey, grey);
  const step = (size) => 51 * (Math.floor((number - 16) / size) % 6);
  return nearest(step(36), step(6), step(1));
}

function nearest(red, green, blue) {
  const darkest = Math.min(red, green, blue);
  const lightest = Math.max(red, green, blue);
  // A dark or pale color keeps its hue; a gray has none.
  const hasHue = lightest >= 64 && lightest - darkest >= 48;
  const least = hasHue ? Math.floor((darkest + lightest + 1) / 2) : 96;
  const bits = (red >= least ? 1 : 0) + (green >= least ? 2 : 0) + (blue >= least ? 4 : 0);
  const isBright = lightest >= 192 && bits !== 0 && bits !== 7;
  return (isBright ? "bright-" : "") + COLORS[bits];
}
