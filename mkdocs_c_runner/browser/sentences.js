/** The sentences that tell a reader what happens to a program. */

/**
 * Return the number of errors or warnings in words, and the first of them.
 * @param {import("./findings.js").Diagnostic[]} diagnostics
 * @param {Record<string, string>} words
 * @returns {string[]}
 */
export function counted(diagnostics, words) {
  const errors = diagnostics.filter(({ severity }) => severity.includes("error"));
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  const told = errors.length ? errors : warnings;
  if (!told.length) return [];
  const [one, many] = errors.length ? ["one_error", "errors"] : ["one_warning", "warnings"];
  const count = told.length === 1 ? words[one] : words[many].replace("{count}", String(told.length));
  return [`${count}: ${told[0].file}:${told[0].line}: ${told[0].text}.`];
}

/**
 * Return the sentence that tells how a program is compiled, or how much of the compiler has come.
 * @param {{done?: number, total?: number}} bytes
 * @param {Record<string, string>} words
 */
export function compiling({ done, total = 0 }, words) {
  if (done === undefined) return words.compiling;
  const millions = (/** @type {number} */ bytes) => String(Math.round(bytes / 1e6));
  return words.loading.replace("{done}", millions(done)).replace("{total}", millions(total));
}
