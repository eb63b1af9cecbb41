"""Compiles the compiler for this machine, which builds would do: `python -m mkdocs_c_runner.engine.wasm`."""

from .process import WasmProcess
from .toolchain import installed

toolchain = installed()
process = WasmProcess(toolchain)
if toolchain.manifest["rest"]:
    process.load_rest()
process.end()
