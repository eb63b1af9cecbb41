/** What went wrong in a worker, as an error of the page: workers tell it as a text. */

import { Damaged, NotThere } from "./download.js";

/** The compiler took too long. */
export class CompileLimit extends Error {}

/** This browser, or the policy of the page, forbids it. */
export class Forbidden extends Error {}

/**
 * Return the error that a text tells of; empty for a worker that could not be started.
 * @param {string} text
 * @returns {Error}
 */
export function failure(text) {
  if (!text) return navigator.onLine ? new Forbidden() : new NotThere();
  if (text.startsWith("NotThere")) return new NotThere(text);
  if (text.startsWith("Damaged")) return new Damaged(text);
  return /^(?:Compile|Security|Reference)Error/.test(text) ? new Forbidden(text) : new Error(text);
}
