"""What the doctor finds, and what it can find on every system."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import EngineError
from .wasm.toolchain import installed

State = Literal["on", "reduced", "off"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the sandbox.

    Attributes:
        name: A short name.
        state: `on`; `reduced` if the sandbox is still safe but something is missing; `off`.
        reason: The finding.
        cure: A command to type or a setting to change, or empty.
    """

    name: str
    state: State
    reason: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class FoundCompiler:
    """A compiler that can be named in `compiler`.

    Attributes:
        name: Its name.
        version: The version that it prints, or empty if it is not installed.
        identity: The digest that is part of every cache key, or empty.
        cure: The command that installs it, or empty.
    """

    name: str
    version: str
    identity: str
    cure: str = ""


@dataclass(slots=True)
class Examination:
    """All findings of the doctor."""

    layers: list[Layer] = field(default_factory=list)
    compilers: list[FoundCompiler] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether blocks can be run."""
        return all(layer.state != "off" for layer in self.layers)

    def to_json(self) -> dict[str, Any]:
        """Return the examination as JSON values."""
        return {
            "version": 1,
            "ok": self.ok,
            "layers": [
                {"name": item.name, "state": item.state, "reason": item.reason, "cure": item.cure}
                for item in self.layers
            ],
            "compilers": [
                {
                    "name": item.name,
                    "version": item.version,
                    "identity": item.identity,
                    "cure": item.cure,
                }
                for item in self.compilers
            ],
        }


def webassembly() -> FoundCompiler:
    """Return the compiler for WebAssembly, which needs no sandbox of this machine."""
    try:
        toolchain = installed()
    except EngineError as error:
        return FoundCompiler("wasm", "", "", error.cure)
    return FoundCompiler("wasm", toolchain.version, toolchain.identity)


def examine_other_system() -> Examination:
    """Examine a machine that is not one of Linux: blocks can be run as WebAssembly alone."""
    found = webassembly()
    if not found.version:
        reason = "it is not installed, and bubblewrap is there on Linux only"
        return Examination([Layer("WebAssembly", "off", reason, found.cure)], [found])
    reason = "blocks run with the setting sandbox: wasm"
    return Examination([Layer("WebAssembly", "on", reason)], [found])
