"""Text is harmless however it is wrapped, cut and colored."""

from __future__ import annotations

import click
import pytest

from mkdocs_c_runner.cli.layout import at_place, beside_or_below, error, quoted_diff, wrapped

from ..runners import COMMANDS, taken


@pytest.mark.parametrize("command", COMMANDS, ids=repr)
def test_a_wrapped_line_does_not_begin_with_a_command(command: str) -> None:
    text = wrapped(f"{command} " * 20, "first", 0)

    assert "\n" in text
    assert list(taken(text)) == []


@pytest.mark.parametrize(("columns", "indent"), [("80", 30), ("52", 30), ("49", 4), ("40", 4)])
def test_a_text_stands_beside_its_head_where_there_is_room(
    columns: str, indent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert beside_or_below("x" * 30, 4) == indent


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("command", COMMANDS, ids=repr)
def test_what_is_printed_is_harmless(
    command: str, *, color: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with click.Context(click.Command("x"), color=color):
        error(f"{command}\n{command}")
        for place in ("docs/x.md:1:1", command):
            for details in (
                command,
                f"    | {command}",
                f"    | --- x\n    | -{command}\n{command}",
            ):
                at_place(f"{place}: error: {command}\n{details}")
        quoted_diff(["--- x", f"-{command}", f"+{command}", f"@@{command}", command])

    printed, complained = capsys.readouterr()
    for text in (printed, complained):
        assert text
        assert ("\x1b[" in text) == color
        assert {name for name, _ in taken(text)} <= {"terminals"}
        assert list(taken(click.unstyle(text))) == []
