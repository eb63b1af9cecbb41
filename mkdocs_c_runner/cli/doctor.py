"""`doctor`: whether blocks can be run on this machine, and what to do if not."""

from __future__ import annotations

import sys

import click

from ..engine import errors
from ..engine.cures import install
from ..engine.examination import Examination, FoundCompiler, Layer, examine_other_system
from ..foreign import echo, json_text, line, styled
from .command import Command
from .layout import beside_or_below, paragraph, wrapped
from .manners import THE_MACHINE, errors_to_exit_codes, json_option

_SIGNS = {"on": "ok", "reduced": "partly", "off": "MISSING"}
_COLORS = {"on": "green", "reduced": "yellow", "off": "red"}
_WIDEST_SIGN = max(map(len, _SIGNS.values()))
_MARGIN = "  "

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner doctor
  mkdocs-c-runner doctor --json
"""


@click.command(cls=Command, epilog=_EXAMPLES)
@json_option
def doctor(*, as_json: bool) -> None:
    """Try the sandbox, and say how to cure what does not work. Start with this.

    The exit code is 0 if blocks can be run on this machine, else 3.
    """
    with errors_to_exit_codes():
        examination = _examined()
    if as_json:
        echo(json_text(examination.to_json()))
    else:
        _print(examination)
    sys.exit(0 if examination.ok else THE_MACHINE)


def _examined() -> Examination:
    if errors.SYSTEM != "linux":
        return examine_other_system()
    from ..engine.doctor import examine  # noqa: PLC0415 - it needs what Linux alone has

    return examine()


def _print(examination: Examination) -> None:
    layers = [item.name for item in examination.layers]
    compilers = [item.name for item in examination.compilers if item.version]
    widest = max(map(len, (*layers, *compilers)))
    echo(styled(line("The sandbox"), bold=True))
    for layer in examination.layers:
        _row(_SIGNS[layer.state], _COLORS[layer.state], layer.name, layer.reason, widest)
        for text in layer.cure.splitlines():
            echo(line(f"{' ' * (_WIDEST_SIGN + 5)}{text}"))
    present = [compiler for compiler in examination.compilers if compiler.version]
    if present:
        echo(line(""))
        echo(styled(line("Compilers"), bold=True))
    for compiler in present:
        _row(_SIGNS["on"], _COLORS["on"], compiler.name, compiler.version, widest)
    echo(line(""))
    _close(examination, [item for item in examination.compilers if not item.version])


def _row(sign: str, color: str, name: str, text: str, widest: int) -> None:
    """Print a finding: a sign, a name, and text that is aligned with that of the other rows."""
    head = f"{_MARGIN}{sign:{_WIDEST_SIGN}}{_MARGIN}{name:{widest}}{_MARGIN}"
    first = len(_MARGIN)
    row = wrapped(text, head, beside_or_below(head, first + _WIDEST_SIGN + len(_MARGIN)))
    echo(styled(row, first, first + len(sign), fg=color))


def _close(examination: Examination, absent: list[FoundCompiler]) -> None:
    """Print what follows from all findings."""
    if not examination.ok:
        missing = _named([item for item in examination.layers if item.state == "off"])
        paragraph(
            f"Blocks cannot be run here: {missing}. The cure stands above, where one is known."
        )
        if any(item.name == "wasm" and item.version for item in examination.compilers):
            paragraph("With the setting sandbox: wasm they can, as WebAssembly with 32 bits.")
        paragraph("Pages whose results are recorded can be built all the same.")
        return
    if errors.SYSTEM != "linux":
        paragraph(
            "Blocks can be run here, as WebAssembly with 32 bits. For bubblewrap it takes Linux."
        )
        return
    partly = [item for item in examination.layers if item.state == "reduced"]
    if partly:
        paragraph(
            f"Blocks can be run here. The sandbox is safe: where a layer holds partly "
            f"({_named(partly)}), others stand behind it."
        )
    else:
        paragraph("Blocks can be run here. All layers of the sandbox hold.")
    if absent:
        names = ", ".join(item.name for item in absent)
        paragraph(f"Not installed, and needed only by pages that name them: {names}.")
        machines = [item.name for item in absent if ":" in item.name]
        for compiler in absent:
            if compiler.name not in machines:
                echo(line(f"{_MARGIN}{compiler.name}: {_command_of(compiler.cure)}"))
        if machines:
            echo(line(f"{_MARGIN}other machines: {_command_of(install(*machines))}"))


def _command_of(cure: str) -> str:
    return cure.removeprefix("Install it: ").removeprefix("Install them: ")


def _named(layers: list[Layer]) -> str:
    return ", ".join(layer.name for layer in layers)
