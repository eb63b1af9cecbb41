"""Functions of the host that WebAssembly calls, by the shortest way.

wasmtime's own way makes objects of each argument and result, which takes three times as long as the functions here do.
The compiler calls some hundred of them for each program. Where a later wasmtime has not what this needs, its own way is
taken.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import wasmtime

# What wasmtime itself takes for its functions: it is not documented.
_BINDINGS: Any = getattr(wasmtime, "_bindings", None)
_FUNCTIONS: Any = getattr(wasmtime, "_func", None)
_IS_KNOWN = hasattr(_BINDINGS, "wasmtime_linker_define_func_unchecked") and hasattr(
    _FUNCTIONS, "LAST_EXCEPTION"
)

_TYPES = {"i": wasmtime.ValType.i32, "I": wasmtime.ValType.i64}


def function_type(arguments: str, results: str) -> wasmtime.FuncType:
    """Return the type of a function, from the letters of the types of its arguments and results."""
    return wasmtime.FuncType(
        [_TYPES[kind]() for kind in arguments], [_TYPES[kind]() for kind in results]
    )


class Crossing:
    """Defines functions of the host in a linker. They live as long as it.

    Args:
        linker: The linker.
    """

    def __init__(self, linker: wasmtime.Linker) -> None:
        self._linker = linker
        self._kept: list[Any] = []

    def define(
        self, space: str, name: str, arguments: str, results: str, function: Callable[..., Any]
    ) -> None:
        """Define a function.

        Args:
            space: The module that it is imported from.
            name: Its name.
            arguments: The letters of the types of its arguments.
            results: The letter of the type of its result, or nothing.
            function: The function.
        """
        kind = function_type(arguments, results)
        if not _IS_KNOWN:
            self._linker.define_func(space, name, kind, function)
            return
        called = _BINDINGS.wasmtime_func_unchecked_callback_t(_raw(arguments, results, function))
        self._kept.append(called)
        texts = [text for word in (space.encode(), name.encode()) for text in (word, len(word))]
        error = _BINDINGS.wasmtime_linker_define_func_unchecked(
            self._linker.ptr(), *texts, kind.ptr(), called, None, _NOTHING
        )
        if error:
            raise wasmtime.WasmtimeError._from_ptr(error)


def _nothing(_data: object) -> None:
    """Do nothing when the linker ends."""


_NOTHING = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(_nothing)


def _raw(arguments: str, results: str, function: Callable[..., Any]) -> Callable[..., int]:
    """Return a function that takes its arguments from an array, in which it leaves its result."""
    takes = tuple(enumerate(arguments))

    def raw(_data: object, _caller: object, values: Any, _count: int) -> int:
        try:
            result = function(
                *[values[at].i32 if kind == "i" else values[at].i64 for at, kind in takes]
            )
            if results:
                values[0].i32 = result
        except BaseException as error:  # noqa: BLE001 - it is raised again when WebAssembly has been left
            _FUNCTIONS.LAST_EXCEPTION = error
            trap = wasmtime.Trap("python exception")._consume()
            return ctypes.cast(trap, ctypes.c_void_p).value or 0
        return 0

    return raw
