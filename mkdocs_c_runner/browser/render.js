/** Shows the result of a run in the reader's browser, with the elements that the server and the build make. */

import { element } from "./dom.js";
import { emphasized } from "./messages.js";
import { classes } from "./sgr.js";
import { runsOf } from "./terminal.js";
import { cut, cutLine, cutLines, filled, isWide, lengthOf, number, textOf } from "./texts.js";

/** The lines of output that need no folding, and the very long ones that are folded. */
const FOLD = 40;
const FOLDED_LINES = 20;

/** The class of what the button of another piece copies. */
const NOT_COPIED = "no-copy";

/**
 * @typedef {import("./terminal.js").Run} Run
 * @typedef {Record<string, string>} Words
 * @typedef {object} Result
 * @property {"ok" | "compile-error" | "runtime-error" | "time-limit" | "output-limit" | "memory-limit"} verdict
 * @property {string} messages  what the compiler says
 * @property {{text: string, typed: boolean, stream?: string}[]} pieces  what it prints, and what is typed into it
 * @property {number} code  its exit status
 * @property {import("./crash.js").Crash | null} crash
 * @property {boolean} [stopped]  whether its reader has stopped it
 * @property {import("./crash.js").Crash[]} [remarks]  what went wrong, and did not end it
 *
 * @typedef {object} Frame
 * @property {string} name  begins the ids of its texts
 * @property {number} truncate  the characters that are shown
 * @property {number} timeout  seconds
 * @property {number} most  bytes of output
 * @property {number} memory  bytes
 */

/**
 * Return what stands in the group beneath the source.
 * @param {Result} result
 * @param {Frame} frame
 * @param {Words} words
 * @returns {HTMLElement[]}
 */
export function rendered(result, frame, words) {
  if (result.verdict === "compile-error") {
    const [label, status] = [words.diagnostics, words.not_compiled];
    return [
      row([paragraph("label", label), paragraph("status", status)]),
      diagnostics(result.messages, frame),
    ];
  }
  const streams = STREAMS.map((names) => new Stream(result.pieces, names, frame.truncate));
  const some = streams.filter(({ shown }) => shown.length);
  const statuses = sentences(result, some, frame, words).map((text) => paragraph("status", text));
  if (!some.length) return statuses.length ? [row(statuses)] : [];
  let first = 1;
  return some.flatMap((stream, index) => {
    const label = paragraph("label", words[labelOf(stream.name, some)]);
    const names = `c-runner-output${stream.name === "terminal" ? "" : ` c-runner-${stream.name}`}`;
    const shown = folded(stream.shown, names, { ...frame, first }, words);
    first += shown.length;
    return [row(index ? [label] : [label, ...statuses]), ...shown];
  });
}

/** The streams of a program; what is typed into it belongs to the one of its terminal. */
const STREAMS = [["terminal", "stdin"], ["stdout"], ["stderr"]];

/** A stream as it is shown. */
class Stream {
  /**
   * @param {Result["pieces"]} pieces
   * @param {string[]} names
   * @param {number} truncate
   */
  constructor(pieces, names, truncate) {
    const own = pieces.filter(({ stream = "terminal" }) => names.includes(stream));
    const runs = runsOf(own);
    this.name = names[0];
    this.shown = cut(runs, truncate);
    this.isCut = lengthOf(this.shown, []) < lengthOf(runs, []);
    this.length = lengthOf(runs, own);
    this.count = Math.min(this.length, truncate);
  }
}

/** One of two streams has a label of its own; alone it is simply the output. */
function labelOf(name, streams) {
  return name === "stderr" || streams.length > 1 ? name : "output";
}

/**
 * Return the sentences that tell how a run ended.
 * @param {Result} result
 * @param {Stream[]} streams
 * @param {Frame} frame
 * @param {Words} words
 */
function sentences(result, streams, frame, words) {
  const told = [];
  if (streams.some(({ isCut }) => isCut)) {
    const key = result.verdict === "output-limit" ? "truncated_at_limit" : "truncated";
    const [shown, total] = [sum(streams, "count"), sum(streams, "length")];
    told.push(filled(words[key], { shown: number(shown, words), total: number(total, words) }));
  }
  if (result.stopped) {
    // Its reader knows that.
  } else if (result.verdict === "time-limit") {
    told.push(filled(words.time_limit, { limit: `${number(frame.timeout, words)} s` }));
  } else if (result.verdict === "output-limit") {
    told.push(filled(words.output_limit, { limit: `${number(frame.most / 2 ** 20, words)} MiB` }));
  } else if (result.verdict === "memory-limit") {
    told.push(filled(words.memory_limit, { limit: `${number(frame.memory / 2 ** 20, words)} MiB` }));
  } else if (result.crash) {
    told.push(...crashed(result.crash, words));
  } else if (result.code) {
    told.push(filled(words.exited, { status: String(result.code) }));
  } else if (result.verdict === "ok" && !result.pieces.length) {
    told.push(words.no_output);
  }
  for (const remark of result.remarks ?? []) told.push(reasonOf(remark, words));
  return told;
}

/**
 * Return the sentences about a crash: the signal that would have ended the program, and the reason, if it is known.
 * @param {import("./crash.js").Crash} crash
 * @param {Words} words
 */
function crashed(crash, words) {
  const { signal } = crash;
  const meaning = words[signal];
  const told = filled(words[meaning ? "killed" : "killed_unnamed"], { signal, meaning });
  return [told, reasonOf(crash, words)].filter(Boolean);
}

/**
 * Return the reason of a crash, with its place; empty if neither is known.
 * @param {import("./crash.js").Crash} crash
 * @param {Words} words
 */
export function reasonOf({ reason, detail, place }, words) {
  const why = words[`crash_${reason}`] ?? (place ? words.crash_here : "");
  return why && (place ? `${place.file}:${place.line}: ` : "") + filled(why, { detail });
}

/**
 * Return the compiler's messages.
 * @param {string} text
 * @param {Frame} frame
 */
function diagnostics(text, frame) {
  const groups = emphasized(
    runsOf([{ text, typed: false }])
      .map((run) => run.text)
      .join(""),
  );
  const code = element("code", { class: "nohighlight" });
  for (const { isCode, runs } of groups) {
    const nodes = runs.map(({ text, emphasis }) => {
      return emphasis ? element("span", { class: `c-runner-${emphasis}` }, text) : text;
    });
    code.append(...(isCode ? [element("span", { class: "c-runner-excerpt" }, ...nodes)] : nodes));
  }
  const quoted = groups
    .filter(({ isCode }) => isCode)
    .map(({ runs }) => runs.map(({ text }) => text).join(""));
  const made = pre(code, "c-runner-diagnostics", isWide(quoted.join("\n")), `${frame.name}-text-1`);
  made.lang = "en";
  return made;
}

/**
 * Return output; the middle of a long one is for readers to unfold, and so is the rest of a very long line.
 * @param {Run[]} runs
 * @param {string} names  classes
 * @param {Frame & {first: number}} frame
 * @param {Words} words
 */
function folded(runs, names, frame, words) {
  const text = textOf(runs);
  const lines = text.split("\n").length;
  let count = frame.first;
  const piece = (/** @type {Run[]} */ part, /** @type {string} */ own) =>
    output(part, own, `${frame.name}-text-${count++}`);
  const made = [];
  if (lines <= FOLD) {
    made.push(...visible(runs, names, piece, words));
  } else {
    const [above, below] = [FOLD / 2, lines - FOLD / 4];
    const [head, rest] = cutLines(runs, above);
    const [hidden, tail] = cutLines(rest, below - above);
    made.push(...visible(head, names, piece, words));
    made.push(unfold(piece(hidden, names), words.hidden_lines, number(below - above, words)));
    made.push(...visible(tail, `${names} ${NOT_COPIED}`, piece, words));
  }
  if (made.length > 1) made[0].dataset.copy = text;
  return made;
}

/**
 * Return text whose very long lines are cut.
 * @param {Run[]} runs
 * @param {string} names  classes
 * @param {(runs: Run[], names: string) => HTMLElement} piece  makes one
 * @param {Words} words
 */
function visible(runs, names, piece, words) {
  const made = [];
  const further = names.endsWith(NOT_COPIED) ? names : `${names} ${NOT_COPIED}`;
  let rest = runs;
  for (let cuts = 0; cuts < FOLDED_LINES; cuts++) {
    const line = cutLine(rest);
    if (!line) break;
    made.push(piece(line.head, cuts ? further : names));
    const hidden = piece(line.hidden, further);
    made.push(unfold(hidden, words.hidden_characters, number(line.characters, words)));
    rest = line.tail;
  }
  if (rest.length) made.push(piece(rest, made.length ? further : names));
  return made;
}

/**
 * @param {HTMLElement} hidden
 * @param {string} label  says what is hidden
 * @param {string} count
 */
function unfold(hidden, label, count) {
  const summary = element("summary", {}, filled(label, { count }));
  return element("details", { class: `c-runner-more ${NOT_COPIED}` }, summary, hidden);
}

/**
 * @param {Run[]} runs
 * @param {string} names  classes
 * @param {string} id
 */
function output(runs, names, id) {
  const nodes = runs.map(({ text, style }) => {
    if (style.typed) return element("kbd", { class: "c-runner-stdin" }, text);
    const looks = classes(style);
    return looks ? element("span", { class: looks }, text) : text;
  });
  const code = element("code", { class: "nohighlight" }, ...nodes);
  return pre(code, names, isWide(textOf(runs)), id);
}

/**
 * Return text as it is. Text that can be too wide for the page scrolls, and the keyboard reaches it.
 * @param {HTMLElement} code
 * @param {string} names
 * @param {boolean} wide
 * @param {string} id
 */
function pre(code, names, wide, id) {
  if (wide) code.tabIndex = 0;
  return element("pre", { id, class: names + (wide ? " c-runner-wide" : "") }, code);
}

/** Return paragraphs in one row; a single one needs none. @param {HTMLElement[]} paragraphs */
function row(paragraphs) {
  return paragraphs.length < 2 ? paragraphs[0] : element("div", { class: "c-runner-head" }, ...paragraphs);
}

function paragraph(kind, text) {
  return element("p", { class: `c-runner-${kind}` }, text);
}

function sum(streams, field) {
  return streams.reduce((total, stream) => total + stream[field], 0);
}
