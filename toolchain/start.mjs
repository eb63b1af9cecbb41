/**
 * Runs the constructors of a module, and writes the memory that they leave.
 * Arguments: the module, which exports them as `constructors`, and the file of the memory.
 */

import { readFile, writeFile } from "node:fs/promises";
import { argv } from "node:process";

const [, , module, file] = argv;
const CANNOT_SEEK = 70;

/** What the constructors may ask their host for: there is no environment, and standard error is a pipe. */
const host = {
  environ_sizes_get: (count, size) => put([[count, 4], [size, 4]]),
  fd_filestat_get: (_stream, result) => put([[result, 64]]),
  fd_seek: () => CANNOT_SEEK,
  random_get: (address, size) => put([[address, size]]),
};

function put(zeros) {
  const memory = new Uint8Array(instance.exports.memory.buffer);
  for (const [address, size] of zeros) memory.fill(0, address, address + size);
  return 0;
}

function refused(name) {
  return () => {
    throw new Error(`a constructor calls ${name}`);
  };
}

const compiled = await WebAssembly.compile(await readFile(module));
const imports = {};
for (const { module: space, name } of WebAssembly.Module.imports(compiled)) {
  imports[space] ??= {};
  imports[space][name] = host[name] ?? refused(name);
}
const instance = await WebAssembly.instantiate(compiled, imports);
instance.exports.constructors();
await writeFile(file, new Uint8Array(instance.exports.memory.buffer));
