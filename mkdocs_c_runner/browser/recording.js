/** What a program was told of time and chance, for the next attempt to run it. */

/** The values that are recorded of one kind, or the bytes of chance. */
const MOST_RECORDED = 1 << 20;

/** Values that are made once, and are the same in the next attempt, unless they are far too many. */
export class Recording {
  #isOn = true;
  #make;
  #sizeOf;
  #size = 0;
  #values = /** @type {any[]} */ ([]);
  #next = 0;

  /**
   * @param {(argument: any) => any} make
   * @param {(value: any) => number} sizeOf
   */
  constructor(make, sizeOf) {
    this.#make = make;
    this.#sizeOf = sizeOf;
  }

  /**
   * Begin an attempt.
   * @param {boolean} isOn  whether there may be another one after it
   */
  rewind(isOn) {
    this.#isOn = isOn;
    this.#next = 0;
  }

  /** @param {any} argument */
  next(argument) {
    if (this.#next < this.#values.length) return this.#values[this.#next++];
    const value = this.#make(argument);
    this.#size += this.#sizeOf(value);
    if (!this.#isOn || this.#size > MOST_RECORDED) return value;
    this.#next = this.#values.push(value);
    return value;
  }
}
