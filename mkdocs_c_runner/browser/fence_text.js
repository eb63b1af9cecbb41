/** A block as the Markdown of a page. */

import { join } from "./shell_words.js";

/** The options in a header, with their values. */
const OPTION = /\s*([A-Za-z_][\w-]*)=("[^"]*"|'[^']*')/g;

/** How signs of an input are written. */
const ESCAPES = { "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/**
 * Return the fence of a block as it is now, and one for each other file that was changed.
 * @param {{fence: string, files: {text: string}[]}} request  of the block as it was built
 * @param {{name: string, text: string, edited: boolean}[]} files
 * @param {{args: string[], stdin: string}} process
 */
export function fences(request, files, process) {
  const own = changed(request.fence, process);
  const all = files.flatMap(({ name, text, edited }, index) => {
    if (edited) return [fence(own, text)];
    return text === request.files[index].text ? [] : [fence(`c file="${name}"`, text)];
  });
  return all.join("\n");
}

/**
 * Return a fence with this header and code.
 * @param {string} header
 * @param {string} code
 * @returns {string}
 */
export function fence(header, code) {
  const runs = code.match(/^ *`{3,}/gm) ?? [];
  const marks = "`".repeat(Math.max(2, ...runs.map((run) => run.trim().length)) + 1);
  return `${marks}${header}\n${code.replace(/\n$/, "")}\n${marks}\n`;
}

/**
 * Return a header with other arguments and another input; empty ones are left out.
 * @param {string} header
 * @param {{args: string[], stdin: string}} now
 * @returns {string}
 */
export function changed(header, { args, stdin }) {
  return put(put(header, "args", quoted(join(args))), "stdin", quoted(escaped(stdin)));
}

/**
 * Set an option in a header: where it stands, or at the end.
 * @param {string} header
 * @param {string} name
 * @param {string} value  in quotes; empty to take the option out
 * @returns {string}
 */
function put(header, name, value) {
  const option = value ? ` ${name}=${value}` : "";
  let found = false;
  const replaced = header.replace(OPTION, (whole, key) => {
    if (key !== name) return whole;
    found = true;
    return option;
  });
  if (found) return replaced;
  return header.endsWith("}") ? header.replace(/ ?\}$/, () => `${option} }`) : header + option;
}

/**
 * @param {string} value
 * @returns {string}
 */
function quoted(value) {
  if (!value) return "";
  if (!value.includes('"')) return `"${value}"`;
  // A value cannot have both kinds of quotes; in an input the number of the sign does as well.
  return value.includes("'") ? `"${value.replaceAll('"', "\\042")}"` : `'${value}'`;
}

/**
 * @param {string} text
 * @returns {string}
 */
function escaped(text) {
  return text.replace(/[\\\x00-\x1f\x7f]/g, (sign) => {
    return ESCAPES[sign] ?? `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });
}
