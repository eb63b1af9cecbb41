"""The executors that settings choose."""

from __future__ import annotations

from .executor import Executor
from .native import NativeExecutor
from .runner_settings import RunnerSettings
from .store.json_files import JsonStore
from .workers import Workers


def executor_of(settings: RunnerSettings, store: JsonStore, workers: Workers) -> Executor:
    """Return the executor that settings choose.

    Args:
        settings: The settings.
        store: Reads and writes the files of the cache.
        workers: The threads that wait for its results.
    """
    if settings.sandbox == "wasm":
        return wasm_executor()
    directory = settings.cache_directory
    native = NativeExecutor(directory, store)
    if not settings.workers:
        return native
    from .cluster.executor import ClusterExecutor  # noqa: PLC0415 - few sites have it

    return ClusterExecutor(settings.workers, native, None if settings.concurrency else workers)


def wasm_executor() -> Executor:
    """Return an executor that compiles programs to WebAssembly."""
    from .wasm.executor import WasmExecutor  # noqa: PLC0415 - few sites have it, and it brings much along

    return WasmExecutor()
