"""Compiles the compiler for this machine, which builds would do: `python -m mkdocs_c_runner.engine.wasm`."""

from .process import WasmProcess
from .toolchain import installed

WasmProcess(installed()).end()
