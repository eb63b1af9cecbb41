/** The output of a program while it runs: what it prints, what is typed into it, and a place to type. */

import { element } from "./dom.js";

/** Characters that are shown while the program runs; the final output is that of the server. */
const SHOWN = 100_000;

/** Escape sequences. The final output has their colors. */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g;

/** What moves back in a line, as a progress bar does. */
const BACK = /[\r\b]/;

/**
 * @typedef {{send: (text: string) => void, end: () => void}} Typist
 */

export class Output {
  #code = element("code", { class: "nohighlight" });
  #typing;
  #length = 0;
  #line = ""; // the last one of what was added last

  /**
   * @param {Record<string, string>} words
   * @param {Typist} typist
   * @param {string} label
   */
  constructor(words, typist, label) {
    this.#typing = typingLine(words.typing, typist);
    this.nodes = [
      element("p", { class: "c-runner-label" }, label),
      element("pre", { class: "c-runner-output c-runner-live" }, this.#code),
    ];
  }

  /** Whether the reader is where one types. */
  get isFocused() {
    return document.activeElement === this.#typing;
  }

  /**
   * Add what was printed or typed.
   * @param {string} stream
   * @param {string} text
   */
  add(stream, text) {
    const shown = text.slice(0, SHOWN - this.#length);
    this.#length += shown.length;
    if (!shown) return;
    const typed = stream === "stdin";
    let last = this.#typing.isConnected ? this.#typing.previousSibling : this.#code.lastChild;
    const isSame = last instanceof HTMLElement && (last.localName === "kbd") === typed;
    if (!isSame) {
      last = typed ? element("kbd", { class: "c-runner-stdin" }) : element("span");
      this.#typing.isConnected ? this.#typing.before(last) : this.#code.append(last);
      this.#line = "";
    }
    this.#write(/** @type {HTMLElement} */ (last), shown.replace(ESCAPES, ""));
  }

  /**
   * @param {HTMLElement} last
   * @param {string} text
   */
  #write(last, text) {
    const added = this.#line + text;
    if (BACK.test(added)) {
      const seen = last.textContent ?? "";
      const before = seen.slice(0, seen.length - drawn(this.#line).length);
      last.textContent = before + added.split("\n").map(drawn).join("\n");
    } else {
      last.append(text);
    }
    this.#line = settled(added.slice(added.lastIndexOf("\n") + 1));
  }

  /** Let the reader type. The place to type stays until the end. */
  wait() {
    if (!this.#typing.isConnected) this.#code.append(this.#typing);
  }

  focus() {
    this.#typing.focus();
  }

  /** Take away the place to type. */
  finish() {
    this.#typing.remove();
  }
}

/**
 * Return the shortest line that is drawn alike, and leaves the cursor at the same place.
 * @param {string} line
 */
function settled(line) {
  if (!BACK.test(line)) return line;
  const cells = /** @type {string[]} */ ([]);
  let column = 0;
  for (const character of line) {
    if (character === "\r") column = 0;
    else if (character === "\b") column = Math.max(0, column - 1);
    else cells[column++] = character;
  }
  const back = column < cells.length ? `\r${cells.slice(0, column).join("")}` : "";
  return cells.join("") + back;
}

/** Return what is seen of a line. @param {string} line */
function drawn(line) {
  return settled(line).split("\r")[0];
}

/**
 * Return a field that sends a line for Enter, and ends the input for Ctrl+D. Several lines may be pasted into it.
 * @param {string} label
 * @param {Typist} typist
 */
function typingLine(label, typist) {
  const field = /** @type {HTMLInputElement} */ (
    element("input", {
      class: "c-runner-typing",
      "aria-label": label,
      autocapitalize: "off",
      autocomplete: "off",
      spellcheck: "false",
    })
  );
  const take = () => {
    const text = field.value;
    field.value = "";
    return text;
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !control) {
      event.preventDefault();
      typist.send(`${take()}\n`);
    } else if (event.key === "d" && event.ctrlKey) {
      event.preventDefault();
      if (field.value) typist.send(take());
      typist.end();
    }
  });
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text").replaceAll("\r\n", "\n") ?? "";
    if (!text.includes("\n")) return;
    event.preventDefault();
    const end = text.lastIndexOf("\n") + 1;
    typist.send(take() + text.slice(0, end));
    field.value = text.slice(end);
  });
  return field;
}
