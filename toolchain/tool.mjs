/**
 * Runs the compiler, or another of the tools in its module, on a directory that it sees as its root.
 * Arguments: the module, the directory, and the command line of the tool.
 */

import { readFile } from "node:fs/promises";
import { argv, exit } from "node:process";
import { WASI } from "node:wasi";

const [, , module, root, ...args] = argv;
const wasi = new WASI({ version: "preview1", args, preopens: { "/": root }, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(module), wasi.getImportObject());
exit(wasi.start(instance));
