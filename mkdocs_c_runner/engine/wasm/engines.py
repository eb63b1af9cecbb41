"""How wasmtime compiles: well, for what runs long or often, or quickly, for a program that runs once."""

from __future__ import annotations

import platform
from typing import Any

import wasmtime

# Bytes of the call stack of WebAssembly: about as many as browsers give it.
_STACK = 1024 * 1024

# The same for code that was compiled quickly, whose functions take up to a quarter more of it.
_QUICK_STACK = 1280 * 1024

# The machines for which Winch, which compiles without a look back, is as well kept as Cranelift.
_MACHINES_OF_WINCH = ("x86_64", "AMD64")

# The number by which the interface in C knows Winch. The one in Python has no word for it yet.
_WINCH = 2


def well(*, watches: bool = True) -> wasmtime.Config:
    """Return what compiles to fast code.

    Args:
        watches: Whether the code looks at the clock, which takes a seventh of its time.
    """
    config = wasmtime.Config()
    config.epoch_interruption = watches
    config.max_wasm_stack = _STACK
    config.wasm_exceptions = True  # of setjmp
    return config


def quickly() -> wasmtime.Config:
    """Return what compiles in half the time, to code that is two to four times slower and looks at no clock."""
    config = _hasty()
    config.wasm_exceptions = True
    return config


def at_once() -> wasmtime.Config | None:
    """Return what compiles in less than half of that, to code as slow; None where there is none.

    It knows no exceptions: a module that has any is refused.
    """
    if platform.machine() not in _MACHINES_OF_WINCH:
        return None
    config = _hasty()
    return config if _is_set(config) else None


def _hasty() -> wasmtime.Config:
    config = wasmtime.Config()
    config.max_wasm_stack = _QUICK_STACK
    config.parallel_compilation = False  # other processes have work for the other cores
    # Also with Winch, since Cranelift makes the code between a module and its host.
    config.cranelift_opt_level = "none"
    config.cranelift_flag_set("regalloc_algorithm", "single_pass")
    return config


def _is_set(config: wasmtime.Config) -> bool:
    """Have Winch compile, and return whether there is a way to say so."""
    try:
        config.strategy = "winch"
    except wasmtime.WasmtimeError:
        bindings: Any = getattr(wasmtime, "_bindings", None)
        if not hasattr(bindings, "wasmtime_config_strategy_set"):
            return False
        bindings.wasmtime_config_strategy_set(config.ptr(), _WINCH)
    return True
