/** The messages of the compiler beneath the lines of the editor that they speak of. They move with their lines. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

/**
 * @typedef {{file: string, line: number, column: number, severity: string, text: string}} Diagnostic
 */

/** Puts these messages in place of those that are there. */
export const findingsEffect = /** @type {import("@codemirror/state").StateEffectType<Diagnostic[]>} */ (
  StateEffect.define()
);

class Finding extends WidgetType {
  /**
   * @param {Diagnostic} diagnostic
   * @param {Record<string, string>} words
   */
  constructor(diagnostic, words) {
    super();
    this.kind = kindOf(diagnostic);
    this.sentence = `${words[this.kind]}: ${diagnostic.text}`;
  }

  /** @param {Finding} other */
  eq(other) {
    return other.sentence === this.sentence && other.kind === this.kind;
  }

  toDOM() {
    const made = document.createElement("div");
    made.className = `cm-finding cm-${this.kind}`;
    made.textContent = this.sentence;
    return made;
  }
}

/**
 * Return the extension that shows them.
 * @param {Record<string, string>} words
 */
export function findings(words) {
  return StateField.define({
    create: () => Decoration.none,
    update(shown, transaction) {
      const effect = transaction.effects.find((one) => one.is(findingsEffect));
      if (!effect) return shown.map(transaction.changes);
      return Decoration.set(
        effect.value.flatMap((diagnostic) => decorations(diagnostic, transaction.state.doc, words)),
        true,
      );
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

/**
 * @param {Diagnostic} diagnostic
 * @param {import("@codemirror/state").Text} text
 * @param {Record<string, string>} words
 */
function decorations(diagnostic, text, words) {
  const line = text.line(Math.min(Math.max(1, diagnostic.line), text.lines));
  const widget = new Finding(diagnostic, words);
  return [
    Decoration.line({ class: `cm-marked cm-${widget.kind}` }).range(line.from),
    Decoration.widget({ widget, block: true, side: 1 }).range(line.to),
  ];
}

/** @param {Diagnostic} diagnostic */
function kindOf({ severity }) {
  if (severity.includes("error")) return "error";
  return severity === "warning" ? "warning" : "note";
}
