/** The line of the source in which a WebAssembly program crashed: DWARF 4 line tables, and the stacks of browsers. */

const CODE = 10;
const CUSTOM = 0;

/** Addresses from here on belong to functions that the linker has left out. */
const NOWHERE = 0xfffffff0;

const decoder = new TextDecoder();

class Reader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} at
   */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  byte() {
    return this.view.getUint8(this.at++);
  }

  half() {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }

  word() {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  unsigned() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  signed() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return byte & 64 ? value - factor * 128 : value;
    }
  }

  /** A text that ends at a zero. */
  text() {
    const end = this.bytes.indexOf(0, this.at);
    const text = decoder.decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

/**
 * @typedef {{file: string, line: number}} Place
 */

/**
 * Return the place in which an error arose, as far as the browser and the program tell it.
 * @param {Uint8Array} bytes  the program
 * @param {unknown} error
 * @returns {Place | null}
 */
export function placeOf(bytes, error) {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const offsets = [...stack.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)].map(([, hex]) =>
    parseInt(hex, 16),
  );
  if (!offsets.length) return null;
  try {
    const { code, lines } = sections(bytes);
    const rows = lines ? [...tables(lines)] : [];
    for (const offset of offsets) {
      const row = rows.find(({ from, to }) => from <= offset - code && offset - code < to);
      if (row) return { file: row.file, line: row.line };
    }
  } catch (broken) {
    if (!(broken instanceof RangeError)) throw broken;
  }
  return null;
}

/**
 * Return where the code of a module begins, and its line tables.
 * @param {Uint8Array} bytes
 */
function sections(bytes) {
  const reader = new Reader(bytes, 8);
  let code = 0;
  let lines = /** @type {Uint8Array | null} */ (null);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.unsigned();
    const end = reader.at + size;
    if (id === CODE) code = reader.at;
    if (id === CUSTOM) {
      const length = reader.unsigned();
      const name = decoder.decode(bytes.subarray(reader.at, reader.at + length));
      if (name === ".debug_line") lines = bytes.subarray(reader.at + length, end);
    }
    reader.at = end;
  }
  return { code, lines };
}

/**
 * Yield the ranges of addresses that belong to one line each.
 * @param {Uint8Array} lines
 * @returns {Generator<{from: number, to: number, file: string, line: number}>}
 */
function* tables(lines) {
  const reader = new Reader(lines);
  while (reader.at < lines.length) {
    const end = reader.word() + reader.at;
    if (reader.half() === 4) yield* ranges(reader, end);
    reader.at = end;
  }
}

/**
 * Yield the ranges of one unit, whose header comes next.
 * @param {Reader} reader
 * @param {number} end
 */
function* ranges(reader, end) {
  const program = reader.word() + reader.at;
  const unit = reader.byte();
  reader.at += 2; // operations of an instruction, and whether lines begin statements
  const base = (reader.byte() << 24) >> 24;
  const range = reader.byte();
  const lengths = Array.from({ length: reader.byte() - 1 }, () => reader.byte());
  while (reader.text());
  const files = [""];
  for (let name = reader.text(); name; name = reader.text()) {
    files.push(name);
    for (let field = 0; field < 3; field++) reader.unsigned();
  }
  reader.at = program;
  const machine = new Machine(reader, { unit, base, range, lengths });
  let last = /** @type {typeof machine.row | null} */ (null);
  while (reader.at < end) {
    const row = machine.step();
    if (!row) continue;
    if (last && last.address < row.address && last.address < NOWHERE) {
      yield { from: last.address, to: row.address, file: files[last.file] ?? "", line: last.line };
    }
    last = row.isLast ? null : row;
  }
}

/** The machine whose program is a line table. */
class Machine {
  #reader;
  #header;

  /** What it is about to say of an address. */
  row = { address: 0, file: 1, line: 1, isLast: false };

  /**
   * @param {Reader} reader
   * @param {{unit: number, base: number, range: number, lengths: number[]}} header
   */
  constructor(reader, header) {
    this.#reader = reader;
    this.#header = header;
  }

  /** Do one thing, and return the row that it makes, or null. */
  step() {
    const { lengths, unit, base, range } = this.#header;
    const code = this.#reader.byte();
    if (code === 0) return this.#extended();
    if (code <= lengths.length) return this.#standard(code);
    const step = code - lengths.length - 1;
    this.row.address += unit * Math.floor(step / range);
    this.row.line += base + (step % range);
    return { ...this.row };
  }

  #extended() {
    const end = this.#reader.unsigned() + this.#reader.at;
    const kind = this.#reader.byte();
    if (kind === 2) this.row.address = this.#reader.word();
    this.#reader.at = end;
    if (kind !== 1) return null;
    const last = { ...this.row, isLast: true };
    this.row = { address: 0, file: 1, line: 1, isLast: false };
    return last;
  }

  /** @param {number} code */
  #standard(code) {
    const { lengths, unit, range } = this.#header;
    if (code === 1) return { ...this.row };
    if (code === 2) this.row.address += unit * this.#reader.unsigned();
    else if (code === 3) this.row.line += this.#reader.signed();
    else if (code === 4) this.row.file = this.#reader.unsigned();
    else if (code === 8) this.row.address += unit * Math.floor((254 - lengths.length) / range);
    else if (code === 9) this.row.address += this.#reader.half();
    else for (let field = 0; field < lengths[code - 1]; field++) this.#reader.unsigned();
    return null;
  }
}
