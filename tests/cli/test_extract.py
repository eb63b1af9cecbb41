"""`extract`: programs of pages as files, which compile with make and print the same."""

from __future__ import annotations

import logging
import os
import pty
import subprocess
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.structure.files import get_files

from mkdocs_c_runner.build.build import Build
from mkdocs_c_runner.cli.load import load
from mkdocs_c_runner.engine.result import Outcome, Verdict
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.mkdocs_host import MkDocsSite
from mkdocs_c_runner.program.exported import exported
from mkdocs_c_runner.program.snippet import Snippet

from .commands import command

PAGE = """\
```c name="add"
static int add(int a, int b) { return a + b; }
```

```c run name="sum" uses="add" stdin="3 4\\n" args="-v 'a  b'" data="data.txt" env="HOME=/x"
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv)
{
    int a, b;
    scanf("%d %d", &a, &b);
    printf("%s %s %d %s %d\\n", argv[0], argv[argc - 1], add(a, b), getenv("HOME"), fopen("data.txt", "r") != NULL);
}
```

```c run extends="sum"
int main(void) { return add(1, -1); }
```

```c run extends="sum"
int main(void) { return add(2, -2); }
```

```console run uses="sum"
$ ./sum
```
"""
# Programs that show what the sandbox refuses print something else outside of it.
OF_THE_SANDBOX = ("/etc/passwd", "/home", " forks\\n")
# What stands behind the output of a program, and in none.
END = b"\0the end"
# One of so many programs of the example site is compiled and run by every test run.
ONE_OF = 40


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page that belongs to no site, below the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "data.txt").write_text("data")
    path = tmp_path / "docs" / "page.md"
    path.write_text(PAGE)
    return path


def written(directory: str) -> list[str]:
    return sorted(str(path) for path in Path(directory).rglob("*") if path.is_file())


@pytest.mark.usefixtures("page")
class TestExtract:
    """The files of a page."""

    def test_writes_each_program_of_a_page_into_a_directory_of_its_own(self) -> None:
        done = command("extract", "docs/page.md")

        assert done.exit_code == 0
        assert written("page") == [
            "page/main-16/Makefile",
            "page/main-16/main.c",
            "page/main-20/Makefile",
            "page/main-20/main.c",
            "page/sum/Makefile",
            "page/sum/data.txt",
            "page/sum/main.c",
            "page/sum/stdin.txt",
        ]
        assert "page/sum: main.c data.txt stdin.txt Makefile\n" in done.output

    def test_writes_the_program_at_a_line_into_a_directory_with_its_name(self) -> None:
        assert command("extract", "docs/page.md:7").exit_code == 0
        assert command("extract", "docs/page.md:18", "-o", "there").exit_code == 0

        assert written("sum")[-1] == "sum/stdin.txt"
        assert written("there") == ["there/Makefile", "there/main.c"]

    def test_what_is_there_is_replaced_only_on_request_and_links_are_not_followed(self) -> None:
        Path("other").write_text("mine")
        Path("there").mkdir()
        os.symlink("../other", "there/main.c")

        refused = command("extract", "docs/page.md:18", "-o", "there")
        assert refused.exit_code == 2
        assert "there/main.c is there already" in refused.output
        assert written("there") == ["there/main.c"]

        assert command("extract", "docs/page.md:18", "-o", "there", "--force").exit_code == 0
        assert Path("other").read_text() == "mine"
        assert not Path("there/main.c").is_symlink()

    @pytest.mark.parametrize(
        ("argument", "reason"),
        [
            ("docs/none.md", "There is no file docs/none.md."),
            ("docs", "docs is no page (.md, .markdown)."),
            ("docs/page.md:2", "No block of docs/page.md that begins at line 2 or above is run."),
            (
                "docs/page.md:99",
                "A session has no program of its own. Extract the blocks that it uses: sum.",
            ),
        ],
    )
    def test_says_what_cannot_be_extracted(self, argument: str, reason: str) -> None:
        done = command("extract", argument)

        assert done.exit_code == 2
        assert reason in done.output

    def test_says_where_it_cannot_write(self) -> None:
        Path("there").write_text("")

        done = command("extract", "docs/page.md:18", "-o", "there/below")

        assert done.exit_code == 2
        assert "cannot be written" in done.output

    def test_the_program_prints_the_same_as_on_the_page(self) -> None:
        command("extract", "docs/page.md:7", "-o", "there")

        made = subprocess.run(["make", "-s", "-C", "there", "run"], capture_output=True, check=True)

        assert made.stdout == b"./a.out a  b 7 /x 1\n"


def programs_of(directory: Path) -> Iterator[tuple[Snippet, Outcome]]:
    """The programs of a site that was built, each once, with the results that its cache has."""
    site = load(str(directory / "mkdocs.yml"))
    runner = Runner(site.settings.runner(site.root))
    host = MkDocsSite(site.config, get_files(site.config))
    build = Build(host, site.settings, runner, logging.getLogger("none"))
    for page in host.page_texts():
        build.read(*page)
    seen = set()
    for source in build.pages:
        for fence in source.scanned.fences:
            for snippet in build.fences.prepare(source, fence)[0][:1]:
                if snippet.is_program and snippet.job.digest not in seen:
                    seen.add(snippet.job.digest)
                    limit = snippet.allows_limit
                    yield snippet, runner.submit(snippet.job, limit_expected=limit).result()


def printed_natively(snippet: Snippet, directory: Path) -> bytes:
    """What `make run` prints: standard output and standard error at a terminal, or one behind the other."""
    for file in exported(snippet):
        path = directory / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    subprocess.run(["make", "-s", "-C", directory], capture_output=True, check=True)
    dry = ["make", "-s", "-n", "-C", str(directory), "run"]  # make has something to say of a status
    line = subprocess.run(dry, capture_output=True, check=True).stdout
    if snippet.job.stdio == "pipes":
        shell = [b"sh", b"-c", line]
        made = subprocess.run(shell, cwd=directory, capture_output=True, check=False)
        return made.stdout + made.stderr
    return printed_at_a_terminal(line, directory)


def printed_at_a_terminal(line: bytes, directory: Path) -> bytes:
    """What a command line prints at a terminal that changes nothing."""
    ours, theirs = pty.openpty()
    mode = termios.tcgetattr(theirs)
    mode[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    process = subprocess.Popen(["sh", "-c", line], cwd=directory, stdout=theirs, stderr=theirs)

    def end() -> None:
        # When the last program closes a terminal, the kernel may drop what nobody has read.
        process.wait()
        os.write(theirs, END)

    waits = threading.Thread(target=end)
    waits.start()
    printed = b""
    while not printed.endswith(END):
        printed += os.read(ours, 1 << 16)
    waits.join()
    os.close(ours)
    os.close(theirs)
    return printed.removesuffix(END)


def can_be_compared(snippet: Snippet, outcome: Outcome) -> bool:
    """Whether a program ends by itself, and prints the same wherever it runs."""
    run, options = outcome.result.run, snippet.options
    if run is None or outcome.result.verdict not in (Verdict.OK, Verdict.RUNTIME_ERROR):
        return False
    if run.signal or run.truncated or any(text in snippet.source for text in OF_THE_SANDBOX):
        return False
    return not (options.expected.volatile or snippet.job.sanitizers)


@pytest.mark.parametrize(
    "one_of", [ONE_OF, pytest.param(1, marks=pytest.mark.hosts)], ids=["some", "all"]
)
def test_programs_of_the_example_site_print_the_same(
    one_of: int, example_sites: dict[str, Path], tmp_path: Path
) -> None:
    directory = example_sites["material"].parent
    programs = [item for item in programs_of(directory) if can_be_compared(*item)]

    different = {}
    for number, (snippet, outcome) in enumerate(programs[::one_of]):
        assert outcome.result.run is not None
        run = outcome.result.run
        expected = run.text("terminal", "stdout") + run.text("stderr")
        found = printed_natively(snippet, tmp_path / str(number))
        if found != expected:
            different[str(snippet.place)] = (found, expected)
    assert different == {}
    assert programs[::one_of]
