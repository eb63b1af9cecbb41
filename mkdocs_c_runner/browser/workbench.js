/** The elements around the editor: tabs of the files, fields, buttons, and the line that tells what happens. */

import { button, element, labeled } from "./dom.js";
import { join, split } from "./shell_words.js";

/**
 * @typedef {{run: () => void, stop: () => void, reset: () => void, copy: () => void,
 *   share: (() => void) | null, save: (() => void) | null}} Deeds
 */

export class Workbench {
  #request;
  #args = /** @type {HTMLInputElement} */ (
    element("input", { autocapitalize: "off", autocomplete: "off", spellcheck: "false" })
  );
  #stdin = /** @type {HTMLTextAreaElement} */ (
    element("textarea", { rows: "1", autocapitalize: "off", autocomplete: "off", spellcheck: "false" })
  );
  #said = element("p", { class: "c-runner-said", role: "status" });
  #run;
  #stop;

  /**
   * @param {any} request  the one of the page
   * @param {Record<string, string>} words
   * @param {Deeds} deeds
   * @param {(index: number) => void} show  shows one of the files
   */
  constructor(request, words, deeds, show) {
    this.#request = request;
    this.place = element("div", { class: "c-runner-editor" });
    this.#run = button(words.run, deeds.run, { "aria-keyshortcuts": "Control+Enter Meta+Enter" });
    this.#stop = button(words.stop, deeds.stop, { disabled: true });
    const more = [button(words.reset, deeds.reset), button(words.copy_fence, deeds.copy)];
    if (deeds.share) more.push(button(words.share, deeds.share));
    if (deeds.save) more.push(button(words.save, deeds.save));
    const names = request.files.map((/** @type {{name: string}} */ file) => file.name);
    const inside = element("div", { class: "c-runner" });
    inside.append(
      ...(names.length > 1 ? [tabs(names, words.files, show)] : []),
      this.place,
      ...(request.session ? [] : [this.#fields(words)]),
      element("div", { class: "c-runner-buttons" }, this.#run, this.#stop, ...more, this.#said),
    );
    this.element = element(
      "div",
      { class: "c-runner-workbench", role: "group", "aria-label": words.edit },
      inside,
    );
    // Before the editor sees the key, which means another thing there.
    this.element.addEventListener("keydown", (event) => runs(event) && deeds.run(), { capture: true });
    this.reset();
  }

  /**
   * The fields for what a program gets; commands of a session have it themselves.
   * @param {Record<string, string>} words
   */
  #fields(words) {
    const fields = [labeled(words.arguments, this.#args), labeled(words.input, this.#stdin)];
    return element("div", { class: "c-runner-fields" }, ...fields);
  }

  /** The values of the fields. */
  get process() {
    const kept = this.#args.value === join(this.#request.args);
    return {
      args: kept ? this.#request.args : split(this.#args.value),
      stdin: this.#stdin.value,
    };
  }

  /** Whether the reader is in it. */
  get isFocused() {
    return this.element.contains(document.activeElement);
  }

  /** The texts in the fields. @type {[string, string]} */
  get fields() {
    return [this.#args.value, this.#stdin.value];
  }

  set fields([args, stdin]) {
    this.#args.value = args;
    this.#stdin.value = stdin;
  }

  /** Put into the fields what the page has. */
  reset() {
    this.fields = [join(this.#request.args), this.#request.stdin];
    this.#stdin.rows = Math.min(6, this.#request.stdin.split("\n").length);
  }

  /**
   * Say what happens, to those who see it and those who do not.
   * @param {string} text
   */
  say(text) {
    this.#said.textContent = text;
  }

  /**
   * Show whether a program runs.
   * @param {boolean} running
   */
  set running(running) {
    const focused = document.activeElement;
    this.#run.disabled = running;
    this.#stop.disabled = !running;
    if (focused === this.#run && running) this.#stop.focus();
    if (focused === this.#stop && !running) this.#run.focus();
  }
}

/** @param {KeyboardEvent} event */
function runs(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
  event.preventDefault();
  event.stopPropagation();
  return !event.repeat;
}

/**
 * Return tabs with these names. Arrow keys go from one to the next.
 * @param {string[]} names
 * @param {string} label
 * @param {(index: number) => void} show
 */
function tabs(names, label, show) {
  const list = element("div", { class: "c-runner-files", role: "tablist", "aria-label": label });
  const made = names.map((name, index) => button(name, () => choose(index), { role: "tab" }));
  const choose = (/** @type {number} */ index) => {
    made.forEach((tab, other) => {
      tab.setAttribute("aria-selected", String(other === index));
      tab.tabIndex = other === index ? 0 : -1;
    });
    show(index);
  };
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = made.indexOf(/** @type {any} */ (event.target));
    if (!step || at < 0) return;
    const next = made[(at + step + made.length) % made.length];
    next.click();
    next.focus();
  });
  made.forEach((tab, index) => {
    tab.setAttribute("aria-selected", String(index === 0));
    tab.tabIndex = index === 0 ? 0 : -1;
  });
  list.append(...made);
  return list;
}
