/** The figure of a block on the page: its source, and the group beneath that, which shows output. */

import { element } from "./dom.js";
import { Kept, SOURCE } from "./kept.js";

export class Figure {
  #group;
  #built;
  #kept;
  #verdict;
  #buttons;
  #foot;
  /** Whether what it shows is of the program as the page has it. */
  isAsBuilt = true;
  /** The sentence that tells that pictures of memory are of the page, where a program that was changed has none. */
  note = "";

  /**
   * @param {HTMLElement} data  the hidden element behind the block
   * @param {HTMLElement[]} buttons  what begins to edit or to run it
   * @param {HTMLElement[]} foot  what stands beneath its output, whatever that is
   */
  constructor(data, buttons, foot = []) {
    let before = data.previousElementSibling;
    this.#group = before?.matches(".result.c-runner") ? before : null;
    if (this.#group) before = this.#group.previousElementSibling;
    // What stands before a group that is alone is of another block.
    if (this.#group?.matches(".c-runner-alone")) before = null;
    while (before?.matches("ol")) before = before.previousElementSibling; // of annotations
    /** The highlighted source, unless it is in the group or not there. */
    this.source = before instanceof HTMLElement && before.matches(SOURCE) ? before : null;
    if (!this.#group) {
      this.#group = element("div", { class: "result c-runner", role: "group" });
      data.before(this.#group);
    }
    this.#built = [...this.#group.childNodes];
    this.#kept = new Kept(this.#built);
    this.#verdict = this.#group.getAttribute("data-verdict") ?? "";
    this.#buttons = element("p", { class: "c-runner-elsewhere c-runner-edit" }, ...buttons);
    this.#foot = foot;
    this.#place();
    data.remove();
  }

  /** Whether the page still has it. */
  get isThere() {
    return this.#group.isConnected;
  }

  /**
   * Put the workbench where the source is, with the same font.
   * @param {HTMLElement} workbench
   */
  open(workbench) {
    const code = this.source?.querySelector("code");
    if (code) {
      const { fontFamily, fontSize } = getComputedStyle(code);
      workbench.style.setProperty("--c-runner-font", fontFamily);
      workbench.style.setProperty("--c-runner-size", fontSize);
    }
    (this.source ?? this.#group).before(workbench);
    this.source?.classList.add("c-runner-away");
  }

  /**
   * Show the source again.
   * @param {HTMLElement} workbench
   */
  close(workbench) {
    workbench.remove();
    this.source?.classList.remove("c-runner-away");
  }

  /** Show the output of the page as it was built. */
  showBuilt() {
    this.isAsBuilt = true;
    this.#kept.restore();
    this.#replace(this.#built, this.#verdict);
  }

  /**
   * Show what the server made of a run.
   * @param {string} html
   * @param {string} verdict
   */
  showHtml(html, verdict) {
    const made = document.createElement("template");
    made.innerHTML = html;
    this.show([...made.content.childNodes], verdict);
  }

  /**
   * Show what a run has made.
   * @param {Node[]} nodes
   * @param {string} verdict  the one that the style sheets of sites may look at
   */
  show(nodes, verdict = "") {
    this.#replace(this.#kept.around(nodes, this.isAsBuilt, this.note), verdict);
    for (const steps of this.#group.querySelectorAll(".c-runner-steps:not([data-on])")) {
      // The source of the page is another one, so that no line of it comes next.
      if (!this.isAsBuilt) /** @type {HTMLElement} */ (steps).dataset.edited = "1";
    }
    document.dispatchEvent(new Event("c-runner-memory"));
  }

  /**
   * Put other content into the group.
   * @param {Node[]} nodes
   * @param {string} verdict
   */
  #replace(nodes, verdict) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const isHere = this.#buttons.contains(focused);
    this.#buttons.remove();
    this.#group.setAttribute("data-verdict", verdict);
    this.#group.replaceChildren(...nodes);
    this.#place();
    if (isHere) focused?.focus();
  }

  /**
   * Add what stands beneath the output from now on.
   * @param {HTMLElement} node
   */
  add(node) {
    this.#foot = [...this.#foot, node];
    this.#group.append(node);
  }

  /** The sentences that tell how a run ended. */
  get sentences() {
    const found = this.#group.querySelectorAll(".c-runner-status, .c-runner-problem");
    return [...found].map((node) => node.textContent).join(" ");
  }

  /** Put the button at the end of a header row, which is made around the first label where there is none. */
  #place() {
    const group = this.#group;
    let row = group.querySelector(":scope > .c-runner-head, :scope > .c-runner-tabs > .c-runner-head");
    if (!row) {
      row = element("div", { class: "c-runner-head" });
      const label = group.querySelector(":scope > .c-runner-label, :scope > .c-runner-status");
      const tabs = group.querySelector(":scope > .c-runner-tabs");
      if (label) label.replaceWith(row);
      else if (tabs) tabs.append(row);
      else group.prepend(row);
      if (label) row.append(label);
    }
    const elsewhere = row.querySelector(".c-runner-elsewhere");
    if (elsewhere) elsewhere.before(this.#buttons);
    else row.append(this.#buttons);
    group.append(...this.#foot);
  }
}
