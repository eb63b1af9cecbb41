/**
 * The back end that runs programs on a server. Another back end has the same methods: the page does not know which one
 * it talks to.
 */

import { events } from "./event_stream.js";

/** The server cannot be reached. */
export class Away extends Error {}

/** The server answers that it does not do it. `seconds` is set where it may later. */
export class Refused extends Error {
  /**
   * @param {string} sentence
   * @param {number | null} seconds
   */
  constructor(sentence, seconds = null) {
    super(sentence);
    this.seconds = seconds;
  }
}

export class Server {
  #endpoint;
  #headers;

  /** @param {{endpoint: string, token: string}} access */
  constructor({ endpoint, token }) {
    this.#endpoint = endpoint;
    this.#headers = {
      "Content-Type": "application/json",
      ...(token ? { "X-C-Runner-Token": token } : {}),
    };
  }

  /**
   * Compile and run a program, and yield its events. The program ends when nobody listens to them any more.
   * @param {object} request
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<import("./event_stream.js").StreamEvent>}
   */
  async *run(request, signal) {
    const answer = await this.#post("/run", request, signal);
    if (!answer.body) throw new Away();
    yield* events(answer.body);
  }

  /**
   * Type a text into a program that runs.
   * @param {string} run
   * @param {string} text
   */
  async send(run, text) {
    await this.#post(`/run/${run}/input`, { text });
  }

  /**
   * End the input of a program that runs.
   * @param {string} run
   */
  async end(run) {
    await this.#post(`/run/${run}/input`, { end: true });
  }

  /**
   * End a program that runs.
   * @param {string} run
   */
  async stop(run) {
    await this.#post(`/run/${run}/stop`, {});
  }

  /**
   * Write a block back into the file of its page.
   * @param {{block: object, before: string, after: string}} change
   */
  async save(change) {
    await this.#post("/save", change);
  }

  /**
   * @param {string} path
   * @param {object} content
   * @param {AbortSignal} [signal]
   * @returns {Promise<Response>}
   */
  async #post(path, content, signal) {
    const options = { method: "POST", headers: this.#headers, body: JSON.stringify(content), signal };
    const answer = await fetch(this.#endpoint + path, options).catch((error) => {
      throw signal?.aborted ? error : new Away();
    });
    if (answer.ok) return answer;
    const { error } = await answer.json().catch(() => ({}));
    // An answer without a sentence comes from something in front of the server.
    if (typeof error !== "string" && answer.status !== 429) throw new Away();
    const later = answer.status === 429 ? Number(answer.headers.get("Retry-After")) || 1 : null;
    throw new Refused(error ?? "", later);
  }
}
