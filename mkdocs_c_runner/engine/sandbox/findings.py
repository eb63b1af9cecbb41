"""What one process has found out about the sandbox of this machine, for another one that is to use the same."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from typing import Any

from .bwrap import Bubblewrap
from .init import INIT
from .layers import Layers
from .policy import InjectedFile, Sandbox


@dataclass(frozen=True, slots=True)
class Findings:
    """What takes a sandbox time to find out.

    Attributes:
        executable: The path of bwrap.
        layers: The layers that this machine allows.
        init_program: The program of process 1.
    """

    executable: str
    layers: Layers
    init_program: bytes

    @classmethod
    def of(cls, sandbox: Sandbox) -> Findings:
        """Return what a sandbox has found out; it is found out now if need be.

        Raises:
            SandboxUnavailable: If this machine allows no sandbox.
            TypeError: If the sandbox is of another kind.
        """
        if not isinstance(sandbox, Bubblewrap):
            raise TypeError(f"{type(sandbox).__name__} finds out nothing")
        return cls(sandbox.executable, sandbox.layers, sandbox.init_program.content)

    def to_json(self) -> dict[str, Any]:
        """Return the findings as JSON values."""
        program = base64.b64encode(self.init_program).decode("ascii")
        return {**asdict(self), "init_program": program}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Findings:
        """Reverse `to_json`, for a value that another process of this build has written."""
        program = base64.b64decode(value["init_program"])
        return cls(value["executable"], Layers(**value["layers"]), program)


class ExaminedBubblewrap(Bubblewrap):
    """The sandbox of a machine that another process has examined.

    Args:
        findings: What that process has found out.
    """

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings.executable)
        self._findings = findings

    def prepare(self) -> None:
        """Do nothing: the program of process 1 is there."""

    @property
    def layers(self) -> Layers:
        """The layers that this machine allows."""
        return self._findings.layers

    @property
    def init_program(self) -> InjectedFile:
        """The program of process 1."""
        return InjectedFile(INIT, self._findings.init_program, 0o555)
