"""`run` on C files and on pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from ..conftest import BuildSite
from .commands import command, run_it

# As under nohup, and a little more.
WITH_SIGNALS_IGNORED = """
import signal
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
from mkdocs_c_runner.cli import main
main()
"""

PROGRAM = """#include <stdio.h>
int main(int count, char **words)
{
    char line[20];
    printf("%s %s", words[count - 1], fgets(line, 20, stdin) ? line : "nothing\\n");
    fprintf(stderr, "error\\n");
    return 3;
}
"""


@pytest.mark.usefixtures("sandbox")
class TestRun:
    """`run` is the sandbox for one file."""

    def test_passes_streams_and_status_through(self, tmp_path: Path) -> None:
        (tmp_path / "p.c").write_text(PROGRAM)

        done = run_it("run", str(tmp_path / "p.c"), "--", "-x", typed=b"typed\n")

        assert (done.returncode, done.stdout, done.stderr) == (3, b"-x typed\n", b"error\n")

    @pytest.mark.parametrize(
        ("source", "status"),
        [
            ("int main(void) { __builtin_trap(); }", 128 + 4),
            ("int main(void) { for (;;) ; }", 124),
            ("int main(void) { return x; }", 1),
        ],
        ids=["signal", "limit", "compile error"],
    )
    def test_says_how_it_ended(self, tmp_path: Path, source: str, status: int) -> None:
        (tmp_path / "p.c").write_text(source)

        assert run_it("run", "--timeout", "500ms", str(tmp_path / "p.c")).returncode == status

    def test_a_program_knows_nothing_of_the_signals_that_its_build_ignores(self) -> None:
        program = Path(__file__).parents[1] / "programs" / "signals_untouched.c"

        done = subprocess.run(
            [sys.executable, "-c", WITH_SIGNALS_IGNORED, "run", str(program)],
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.stdout == "0 odd\n"


PAGE = """---
title: Page
---
```c file="answer.h"
enum { answer = 42 };
```

```c run uses="answer.h"
#include <stdio.h>
#include "answer.h"
int main(void) { printf("%d\\n", answer); return N; }
```

```c run expect="exit 3" args="x"
int main(int argc, char **argv) { (void)argv; return argc + 1; }
```
"""


@pytest.mark.usefixtures("sandbox")
class TestRunOfPages:
    """`run page.md` is a build of one page, without a site if there is none."""

    def test_with_the_settings_of_its_site(self, build_site: BuildSite) -> None:
        build_site(
            {"index.md": PAGE, "other.md": "```c run\nno\n```\n"},
            {"plugins": [{"c-runner": {"flags": "-DN=0", "on_failure": "warn"}}]},
        )

        done = command("run", "docs/index.md")

        assert done.exit_code == 0
        assert done.output == "docs/index.md:8:1: ok\n    | 42\ndocs/index.md:14:1: runtime-error\n"

    def test_without_a_site(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text(PAGE.replace("return N", "return 1"))

        done = run_it("run", str(tmp_path / "README.md"))

        assert done.returncode == cli.FAILURES
        assert b"README.md:8:1: error: The block was expected to end with status 0" in done.stdout
        assert b"    | 42\n" in done.stdout

    @pytest.mark.parametrize(
        ("line", "begins"), [("8", 8), ("9", 8), ("13", 8), ("14", 14), ("99", 14)]
    )
    def test_one_block_by_a_line_in_it(self, tmp_path: Path, line: str, begins: int) -> None:
        (tmp_path / "a.md").write_text(PAGE.replace("return N", "return 0"))

        done = run_it("run", f"{tmp_path / 'a.md'}:{line}")

        assert done.returncode == 0
        assert re.findall(rb"a.md:(\d+):1: ", done.stdout) == [b"%d" % begins]

    def test_mistakes_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("```c run std='5'\nint x;\n```\n\n```c run timeout=3\n```\n")

        done = run_it("run", str(tmp_path / "a.md"))

        assert done.returncode == cli.FAILURES
        assert b"a.md:5:1: warning: Markdown does not accept this fence" in done.stderr
        assert b"a.md:1:1: warning: std=" in done.stderr
        alone = run_it("run", f"{tmp_path / 'a.md'}:1")
        assert (alone.returncode, b"a.md:1:1: std=" in alone.stderr) == (cli.FAILURES, True)
        assert run_it("run", str(tmp_path / "none.md")).returncode == cli.USAGE
