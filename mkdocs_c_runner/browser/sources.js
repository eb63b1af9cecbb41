/** The files that are compiled, of those that a reader edits: with what stands before a block and around it. */

const SOURCE = /\.c$/;

const encoder = new TextEncoder();

/**
 * @typedef {{name: string, text: string, edited?: boolean}} File
 * @typedef {{headers: string, main: string, end: string}} Around  what is put around a block
 */

/**
 * Return the files of a program, and the names of those that are compiled.
 * @param {{files: File[], prelude?: string, around?: Around}} request
 */
export function program({ files, prelude = "", around }) {
  const own = files.find(({ edited }) => edited) ?? files[0];
  const texts = files.map(({ name, text, edited }) => {
    const whole = edited ? surrounded(own, prelude, around) : `${text}\n`;
    return { name, text: whole };
  });
  const sources = files.map(({ name }) => name).filter((name) => SOURCE.test(name));
  return { files: texts, sources: sources.length ? sources : [own.name] };
}

/**
 * Return the sources of a program that reads them, as the page has them.
 * @param {File[]} files
 * @returns {[string, Uint8Array][]}
 */
export function readByItself(files) {
  const texts = files.map(({ text }) => text).join("\n");
  const isRead = (/** @type {string} */ name) => texts.includes("__FILE__") || texts.includes(`"${name}"`);
  const read = files.filter(({ name }) => SOURCE.test(name) && isRead(name));
  return read.map(({ name, text }) => [name, encoder.encode(`${text}\n`)]);
}

/**
 * @param {File} own
 * @param {string} prelude
 * @param {Around} [around]
 */
function surrounded({ name, text }, prelude, around) {
  const before = prelude && `#line 1 "${name} (before)"\n${prelude}\n`;
  if (!around) return before ? `${before}#line 1 "${name}"\n${text}\n` : `${text}\n`;
  const lines = text.split("\n");
  const head = headOf(lines);
  const numbered = (/** @type {number} */ from, /** @type {number} */ to) => {
    return [`#line ${from + 1} "${name}"`, ...lines.slice(from, to)];
  };
  return [
    `#line 1 "${name} (around)"\n${around.headers}${before}`,
    ...numbered(0, head),
    `#line 1 "${name} (around)"\n${around.main}\n{`,
    ...numbered(head, lines.length),
    `#line ${lines.length} "${name}"\n${around.end}\n`,
  ].join("\n");
}

/**
 * Return how many lines belong before a `main`: directives, with the comments and empty lines among them.
 * @param {string[]} lines
 */
export function headOf(lines) {
  let head = 0;
  let inside = false;
  let continued = false;
  for (const [index, line] of lines.entries()) {
    const directive = continued || /^\s*#/.test(line);
    if (!(directive || inside || /^\s*(?:$|\/\/|\/\*)/.test(line))) break;
    inside = endsInComment(line, inside);
    continued = directive && line.endsWith("\\");
    if (directive) head = index + 1;
  }
  return head;
}

/**
 * @param {string} line
 * @param {boolean} inside  whether it begins in a comment
 */
function endsInComment(line, inside) {
  for (const [token] of line.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/|\/\*|\*\//g)) {
    if (inside) inside = token !== "*/" && !token.includes("*/");
    else if (token === "//") return false;
    else inside = token === "/*";
  }
  return inside;
}
