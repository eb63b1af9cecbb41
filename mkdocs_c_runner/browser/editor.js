/** The editor of the files of one program, on CodeMirror 6. Pages load it when a reader wants to edit. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { cpp } from "@codemirror/lang-cpp";
import {
  bracketMatching,
  codeFolding,
  foldEffect,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { LOOK } from "./editor_look.js";
import { findings, findingsEffect } from "./findings.js";

/**
 * @typedef {{name: string, text: string, hidden?: [number, number][]}} File
 * @typedef {Record<string, string>} Words
 */

export class Editor {
  #states;
  #names;
  #view;
  #shown = 0;

  /**
   * @param {HTMLElement} place  the empty element that it fills
   * @param {File[]} files
   * @param {Words} words
   * @param {() => void} edited  is called when the reader changes something
   * @param {boolean} isCode  whether the files are in C
   */
  constructor(place, files, words, edited, isCode = true) {
    this.#names = files.map((file) => file.name);
    this.#states = files.map((file) => stateOf(file, words, edited, isCode));
    // Sheets of a shadow root may be constructed, which no policy forbids; those of a document are elements.
    const root = place.attachShadow({ mode: "open" });
    this.#view = new EditorView({ state: this.#states[0], root, parent: root });
  }

  /** The texts of all files, in their order. */
  get texts() {
    return this.#all().map((state) => state.doc.toString());
  }

  /**
   * Show one of the files.
   * @param {number} index
   */
  show(index) {
    this.#states = this.#all();
    this.#shown = index;
    this.#view.setState(this.#states[index]);
  }

  /**
   * Put other texts into the files. It can be undone.
   * @param {string[]} texts
   */
  replace(texts) {
    this.#change((state, index) => {
      const changes = { from: 0, to: state.doc.length, insert: texts[index] };
      return state.doc.toString() === texts[index] ? {} : { changes };
    });
  }

  /**
   * Mark the lines that messages speak of, and no others.
   * @param {import("./findings.js").Diagnostic[]} diagnostics
   */
  mark(diagnostics) {
    this.#change((_, index) => {
      const own = diagnostics.filter(({ file }) => file === this.#names[index]);
      return { effects: findingsEffect.of(own) };
    });
  }

  /** Whether the reader is in it. */
  get isFocused() {
    return this.#view.hasFocus;
  }

  /** The place of the cursor in the file that is shown. */
  get cursor() {
    return this.#view.state.selection.main.head;
  }

  /**
   * Let the reader write, perhaps at another place.
   * @param {number} [cursor]
   */
  focus(cursor) {
    const end = this.#view.state.doc.length;
    if (cursor !== undefined) this.#view.dispatch({ selection: { anchor: Math.min(cursor, end) } });
    this.#view.focus();
  }

  #all() {
    return this.#states.map((state, index) => (index === this.#shown ? this.#view.state : state));
  }

  /** @param {(state: EditorState, index: number) => import("@codemirror/state").TransactionSpec} change */
  #change(change) {
    this.#states = this.#all().map((state, index) => {
      if (index !== this.#shown) return state.update(change(state, index)).state;
      this.#view.dispatch(change(state, index));
      return this.#view.state;
    });
  }
}

/** Whether the reader changes the text by it. @param {Transaction} transaction */
function isOfReader(transaction) {
  return transaction.docChanged && transaction.annotation(Transaction.userEvent) !== undefined;
}

/**
 * Return the first state of a file, with its hidden lines folded.
 * @param {File} file
 * @param {Words} words
 * @param {() => void} edited
 * @param {boolean} isCode
 */
function stateOf(file, words, edited, isCode) {
  const label = words.editor.replace("{file}", file.name);
  const state = EditorState.create({
    doc: file.text,
    extensions: [
      lineNumbers(),
      highlightSpecialChars(),
      history(),
      indentOnInput(),
      indentUnit.of(/^\t/m.test(file.text) ? "\t" : indentOf(file.text)),
      bracketMatching(),
      ...(isCode ? [closeBrackets(), cpp()] : []),
      search({ top: true }),
      folding(words),
      findings(words),
      LOOK,
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap]),
      keymap.of([...foldKeymap, indentWithTab]),
      wayOut(),
      typingOverSelections(),
      EditorView.updateListener.of(({ transactions }) => transactions.some(isOfReader) && edited()),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
      EditorState.phrases.of(phrases(words)),
    ],
  });
  const folded = (file.hidden ?? []).map(([first, last]) => {
    return foldEffect.of({ from: state.doc.line(first).from, to: state.doc.line(last).to });
  });
  const filled = folded.filter(({ value }) => value.from < value.to);
  return state.update({ effects: filled }).state;
}

/** @param {string} text */
function indentOf(text) {
  return /^ {2,}/m.exec(text)?.[0].slice(0, 8) ?? "    ";
}

/**
 * Tell how many lines are hidden, where they are.
 * @param {Words} words
 */
function folding(words) {
  return codeFolding({
    preparePlaceholder: (state, { from, to }) =>
      state.doc.lineAt(to).number - state.doc.lineAt(from).number + 1,
    placeholderDOM: (_, unfold, count) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "cm-foldPlaceholder";
      made.textContent = words.hidden_lines.replace("{count}", count);
      made.addEventListener("click", unfold);
      return made;
    },
  });
}

/** Let Tab leave the editor after Escape, however long that takes; any other key gives it back its meaning. */
function wayOut() {
  return EditorView.domEventHandlers({
    keydown(event, view) {
      if (!["Tab", "Shift"].includes(event.key)) view.setTabFocusMode(event.key === "Escape");
    },
    blur(_, view) {
      view.setTabFocusMode(false);
    },
  });
}

/**
 * Replace a selection by what is typed, without the browser: Chromium would give the text a `style` attribute, to keep
 * the color of what it replaces, and a strict policy forbids that.
 */
function typingOverSelections() {
  return EditorView.domEventHandlers({
    beforeinput(event, view) {
      const { from, to, empty } = view.state.selection.main;
      const text = event.data;
      if (event.inputType !== "insertText" || event.isComposing || empty || !text) return false;
      const typed = () =>
        view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
      const handlers = view.state.facet(EditorView.inputHandler);
      if (!handlers.some((handle) => handle(view, from, to, text, typed))) view.dispatch(typed());
      event.preventDefault();
      return true;
    },
  });
}

/**
 * Return the words of CodeMirror in the language of the page.
 * @param {Words} words
 */
function phrases(words) {
  return {
    Find: words.find,
    next: words.find_next,
    previous: words.find_previous,
    all: words.find_all,
    "match case": words.match_case,
    "by word": words.whole_word,
    regexp: words.regexp,
    Replace: words.replace,
    replace: words.replace,
    "replace all": words.replace_all,
    close: words.close,
  };
}
