"""`run file.c` with a person at a real terminal, and between other commands of a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from .commands import run_it
from .terminals import PATIENCE, at_terminal

NAMES = """#include <stdio.h>
int main(void)
{
    char name[40];
    printf("name? ");
    while (fgets(name, sizeof name, stdin))
        printf("hello %s", name), printf("name? ");
    puts("bye");
    return 4;
}
"""
WAITS = '#include <stdio.h>\nint main(void) { puts("ready"); getchar(); }\n'
COMPUTES = '#include <stdio.h>\nint main(void) { puts("ready"); for (;;) ; }\n'
SECRET = """#include <stdio.h>
#include <termios.h>
int main(void)
{
    char word[40];
    struct termios mode;
    tcgetattr(0, &mode);
    mode.c_lflag &= ~ECHO;
    tcsetattr(0, TCSANOW, &mode);
    printf("password? ");
    fgets(word, sizeof word, stdin);
    printf("it has %c and %c\\n", word[0], word[2]);
}
"""
KEYS = """#include <stdio.h>
#include <termios.h>
int main(void)
{
    struct termios mode;
    tcgetattr(0, &mode);
    mode.c_lflag &= ~(ECHO | ICANON);
    tcsetattr(0, TCSANOW, &mode);
    puts("press a key");
    printf("key %d\\n", getchar());
}
"""
ENDLESS_OUTPUT = '#include <stdio.h>\nint main(void) { for (;;) puts("y"); }\n'
FIRST_LINE = """#include <stdio.h>
int main(void) { char line[40]; printf("first %s", fgets(line, 40, stdin) ? line : "none\\n"); }
"""
TIME = "stopped at the time limit of 0.5 s.\nType --timeout 1 to give it more time."
SILENT = "int main(void) { return 0; }\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "p.c"


@pytest.mark.usefixtures("sandbox")
class TestAtATerminal:
    """What is typed reaches the program, and its answers come at once."""

    def test_a_conversation(self, program: Path) -> None:
        program.write_text(NAMES)

        with at_terminal("run", str(program)) as terminal:
            terminal.until(b"name? ")
            terminal.type(b"Adx\x7fa\r")  # with a slip, and the key that corrects it
            terminal.until(b"hello Ada\r\nname? ")
            terminal.type(b"\x04")
            terminal.until(b"bye")
            assert terminal.end() == 4

        assert terminal.shown.startswith(b"name? Adx\x08 \x08a\r\nhello Ada")

    def test_a_program_may_switch_the_echo_off(self, program: Path) -> None:
        program.write_text(SECRET)

        with at_terminal("run", str(program)) as terminal:
            terminal.until(b"password? ")
            terminal.type(b"xyz\r")
            terminal.until(b"it has x and z")
            assert terminal.end() == 0

        assert b"xyz" not in terminal.shown

    def test_a_program_may_read_single_keys(self, program: Path) -> None:
        program.write_text(KEYS)

        with at_terminal("run", str(program)) as terminal:
            terminal.until(b"press a key")
            terminal.type(b"k")
            terminal.until(b"key 107")
            assert terminal.end() == 0

    @pytest.mark.parametrize("source", [WAITS, COMPUTES], ids=["waits", "computes"])
    def test_ctrl_c_ends_it_and_nothing_is_left(self, program: Path, source: str) -> None:
        program.write_text(source)

        with at_terminal("run", str(program)) as terminal:
            terminal.until(b"ready")
            children = descendants(terminal.process.pid)
            terminal.type(b"\x03")
            assert terminal.end() == 130

        assert children
        wait_until(lambda: not any(map(is_alive, children)))
        assert b"Traceback" not in terminal.shown
        assert b"Aborted" not in terminal.shown


def descendants(pid: int) -> list[int]:
    """The processes below one; of those of this test nothing else has children."""
    found = []
    for thread in os.listdir(f"/proc/{pid}/task"):
        children = Path(f"/proc/{pid}/task/{thread}/children").read_text().split()
        for child in map(int, children):
            found += [child, *descendants(child)]
    return found


def is_alive(pid: int) -> bool:
    """Whether a process has not ended; the first process of a container may leave it a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.usefixtures("sandbox")
def test_a_pipe_is_not_read_to_its_end(program: Path) -> None:
    program.write_text(FIRST_LINE)
    reader, writer = os.pipe()
    os.write(writer, b"one\n")

    line = [sys.executable, "-m", "mkdocs_c_runner", "run", str(program)]
    done = subprocess.run(line, stdin=reader, capture_output=True, timeout=PATIENCE, check=False)

    assert done.stdout == b"first one\n"
    os.close(reader)
    os.close(writer)


def shell(line: str, program: Path) -> subprocess.CompletedProcess[str]:
    """A line of a shell, in which `RUN` runs the program."""
    return subprocess.run(
        ["bash", "-c", line.replace("RUN", f"{sys.executable} -m mkdocs_c_runner run {program}")],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("source", "line", "printed"),
    [
        (FIRST_LINE, "yes | RUN", "first y\n"),
        (FIRST_LINE, "RUN < /dev/null", "first none\n"),
        (FIRST_LINE, "RUN <&-", "first none\n"),
        (SILENT, "printf 'one\\ntwo\\n' | (RUN; cat)", "one\ntwo\n"),
        (ENDLESS_OUTPUT, "RUN --timeout 60 | head -n 2; echo ${PIPESTATUS[0]}", "y\ny\n141\n"),
        (SILENT, "RUN >&- 2>&-; echo $?", "0\n"),
    ],
    ids=[
        "an endless pipe",
        "no input",
        "closed input",
        "what is not read stays in the pipe",
        "nobody reads any more",
        "closed output",
    ],
)  # fmt: skip
def test_between_other_commands(program: Path, source: str, line: str, printed: str) -> None:
    program.write_text(source)

    done = shell(line, program)

    assert (done.stdout, done.stderr) == (printed, "")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("source", "options", "status", "said"),
    [
        ("int main(void) { *(volatile int *)0 = 1; }", "", 139, "killed by SIGSEGV (segmentation fault)."),
        ("int main(void) { __builtin_trap(); }", "", 132, "killed by SIGILL (illegal instruction)."),
        ("#include <unistd.h>\nint main(void) { pause(); }", "--timeout 500ms", 124, TIME),
        (ENDLESS_OUTPUT, "", 124, "stopped because it printed more than 1 MiB."),
        ("int main(void) { return 3; }", "", 3, ""),
    ],
    ids=["SIGSEGV", "SIGILL", "time", "output", "none"],
)  # fmt: skip
def test_the_end_is_told_on_standard_error(
    program: Path, source: str, options: str, status: int, said: str
) -> None:
    program.write_text(source)

    done = run_it("run", str(program), *options.split())

    told = done.stderr.decode()
    assert done.returncode == status
    assert told.startswith(f"error: The program was {said}") if said else told == ""


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("x.txt", "x.txt is neither a C file (.c) nor a page (.md, .markdown).\nType mkdocs-c-runner run FILE.c, or"),
        ("none.c", "There is no file none.c."),
        ("d.c", "d.c is a directory."),
        ("--no", "There is no option --no."),
    ],
)  # fmt: skip
def test_says_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text("text")
    Path("d.c").mkdir()

    done = run_it("run", file)

    assert done.returncode == cli.USAGE
    assert done.stderr.decode().startswith(f"error: {said}")
    assert re.search(rb"\nType mkdocs-c-runner run ", done.stderr)
