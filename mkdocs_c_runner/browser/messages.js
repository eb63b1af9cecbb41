/** Reads what clang and its linker print. */

const FILE = String.raw`[^\s:][^:\n]*`;
const HEADLINE = new RegExp(
  String.raw`^(?<place>(?<file>${FILE}):(?:(?<line>\d{1,9}):(?:(?<column>\d{1,9}):)?)?)\s` +
    String.raw`(?<severity>(?<kind>fatal error|error|warning|note):)(?:\s(?<text>.*)|$)`,
);
const MARGIN = /^ *(?:\d{1,9}|\+\+\+)? ?\|(?: |$|(?<=\|)(?=\+))/;
const CONTEXT = /^(?:In file included from |\s+from [^\s:]+:\d+)/;
const CARETS = /^[ |~^]*[~^][ |~^]*$/;
const FLAG = /\[-[^[\]\s]+\]$/;

/**
 * Return the messages that have a line.
 * @param {string} text
 * @returns {import("./findings.js").Diagnostic[]}
 */
export function diagnosticsOf(text) {
  return text.split("\n").flatMap((line) => {
    const found = HEADLINE.exec(line)?.groups;
    if (!found?.line) return [];
    const { file, kind, text = "" } = found;
    const column = Number(found.column) || 1;
    return [{ file: file.replace(/^\.\//, ""), line: Number(found.line), column, severity: kind, text }];
  });
}

/**
 * Return the text in pieces, with the words that matter emphasized. Code that a message quotes is told apart.
 * @param {string} text
 * @returns {{isCode: boolean, runs: {text: string, emphasis: string}[]}[]}
 */
export function emphasized(text) {
  const lines = text.replace(/\n$/, "").split("\n");
  const groups = /** @type {{isCode: boolean, runs: {text: string, emphasis: string}[]}[]} */ ([]);
  let kind = "note";
  lines.forEach((line, number) => {
    const head = HEADLINE.exec(line);
    const isCode = !head && !CONTEXT.test(line) && (MARGIN.test(line) || line.startsWith(" "));
    kind = head?.groups?.kind.split(" ").at(-1) ?? kind;
    const runs = head ? headline(line, /** @type {any} */ (head.groups), kind) : carets(line, kind);
    if (number < lines.length - 1) runs.push({ text: "\n", emphasis: "" });
    if (groups.at(-1)?.isCode !== isCode) groups.push({ isCode, runs: [] });
    groups.at(-1)?.runs.push(...runs.filter(({ text }) => text));
  });
  return groups;
}

/**
 * @param {string} line
 * @param {{place: string, severity: string}} head
 * @param {string} kind
 */
function headline(line, { place, severity }, kind) {
  const rest = line.slice(place.length + 1 + severity.length);
  const flag = FLAG.exec(rest)?.[0] ?? "";
  return [
    { text: place, emphasis: "place" },
    { text: line[place.length], emphasis: "" },
    { text: severity, emphasis: kind },
    { text: rest.slice(0, rest.length - flag.length), emphasis: "" },
    { text: flag, emphasis: "flag" },
  ];
}

/**
 * @param {string} line
 * @param {string} kind
 */
function carets(line, kind) {
  if (!CARETS.test(line)) return [{ text: line, emphasis: "" }];
  const margin = line.indexOf("|") + 1;
  const pointers = line.slice(margin).trim();
  const at = line.indexOf(pointers, margin);
  return [
    { text: line.slice(0, at), emphasis: "" },
    { text: pointers, emphasis: kind },
    { text: line.slice(at + pointers.length), emphasis: "" },
  ];
}
