/**
 * The look of the editor: the colors of the theme where it names them, and those of the blocks where it does not.
 *
 * The styles of the editor live in a shadow root, as constructed sheets: a policy may forbid others.
 */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The colors of syntax, by the variables of Material. */
const COLORS = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.typeName, tags.standard(tags.typeName)], color: color("keyword", "magenta") },
    { tag: [tags.string, tags.character], color: color("string", "green") },
    { tag: tags.escape, color: color("special", "red") },
    { tag: [tags.number, tags.bool, tags.null], color: color("number", "red") },
    // Material's color of these is not dark enough on its ground.
    { tag: [tags.comment, tags.operator, tags.derefOperator], color: "var(--cr-grey)" },
    { tag: tags.processingInstruction, color: color("special", "red") },
    { tag: tags.function(tags.variableName), color: color("function", "blue") },
    { tag: tags.labelName, color: color("name", "yellow") },
  ]),
);

const FRAME = EditorView.theme({
  "&": { color: "var(--md-code-fg-color, inherit)", fontSize: "var(--c-runner-size, 0.85em)", maxHeight: "75vh" },
  "&.cm-focused": { outline: "2px solid var(--cr-blue)", outlineOffset: "-2px" },
  ".cm-scroller": {
    fontFamily: "var(--c-runner-font, ui-monospace, monospace)",
    lineHeight: "1.45",
  },
  ".cm-content": { caretColor: "currentColor", tabSize: "8" },
  ".cm-gutters": { background: "none", border: "0", color: "var(--cr-grey)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { background: "none", outline: "1px solid" },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": {
    background: "none",
    outline: "1px dashed var(--cr-red)",
  },
  ".cm-searchMatch": { background: "none", outline: "1px solid var(--cr-yellow)" },
  ".cm-searchMatch-selected": { background: "none", outline: "2px solid var(--cr-yellow)" },
  ".cm-selectionMatch": { background: "none" },
  ".cm-foldPlaceholder": {
    background: "none",
    border: "1px dashed var(--cr-line)",
    color: "var(--cr-grey)",
    padding: "0 0.5em",
  },
  ".cm-panels": { background: "none", color: "inherit", border: "0 solid var(--cr-line)" },
  ".cm-panels.cm-panels-top": { borderBottomWidth: "1px" },
  ".cm-button, .cm-textfield": {
    background: "none",
    border: "1px solid var(--cr-grey)",
    color: "inherit",
    font: "inherit",
  },
  ".cm-panel.cm-search": { font: "0.85rem sans-serif" },
  ".cm-panel.cm-search [name=close]": { color: "inherit" },
  ".cm-marked": { borderInlineStart: "3px solid var(--cr-severity)", paddingInlineStart: "3px" },
  ".cm-finding": {
    borderInlineStart: "3px solid var(--cr-severity)",
    color: "var(--cr-severity)",
    fontFamily: "sans-serif",
    padding: "0 0.5em 0.2em",
    whiteSpace: "pre-wrap",
    // As wide as the lines, and never a reason that they are wider.
    boxSizing: "border-box",
    width: 0,
    minWidth: "100%",
  },
  ".cm-error": { "--cr-severity": "var(--cr-red)" },
  ".cm-warning": { "--cr-severity": "var(--cr-magenta)" },
  ".cm-note": { "--cr-severity": "var(--cr-cyan)" },
});

export const LOOK = [COLORS, FRAME];

/**
 * @param {string} name  of Material
 * @param {string} ours
 * @returns {string}
 */
function color(name, ours) {
  return `var(--md-code-hl-${name}-color, var(--cr-${ours}))`;
}
