"""`check` on real sites."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Result

from ..conftest import BuildSite
from .commands import CRASH, HELLO, command

NEW = '```c run title="New"\nint main(void) { return 0; }\n```\n\n'


TIMES = """```c run volatile="{}"
#include <stdio.h>
#include <time.h>
int main(void)
{{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    printf("at %ld.%09ld\\n", now.tv_sec, now.tv_nsec);
}}
```
"""


@pytest.mark.usefixtures("sandbox")
class TestCheck:
    """`check` runs everything anew."""

    def test_says_that_all_is_well(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO + CRASH})
        command("update")

        done = command("check")

        assert (done.exit_code, done.output) == (0, "2 blocks, all as recorded\n")

    def test_shows_what_differs(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": f"Text.\n\n{HELLO}"})
        command("update")
        path = tmp_path / "c-results" / "index.md.json"
        path.write_text(path.read_text().replace('"hello\\n"', '"hullo\\n"'))

        done = command("check")
        programs = json.loads(command("check", "--json").output)

        assert done.exit_code == cli.FAILURES
        assert "docs/index.md:3:1: error: This block does not do what is recorded." in done.output
        assert "    | -hullo\n    | +hello\n" in done.output
        assert done.output.endswith(
            "If a new result is wrong, correct its block. If all are right, type\nmkdocs-c-runner update.\n"
        )
        assert programs["version"] == 1
        assert (programs["blocks"][0]["line"], programs["blocks"][0]["note"]) == (3, False)

    def test_does_not_compare_figures(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO.replace("run", 'run show="output figures"')})
        command("update")
        path = tmp_path / "c-results" / "index.md.json"
        assert '"cpu_time ' in path.read_text()
        path.write_text(re.sub('"cpu_time [^"]*"', '"cpu_time 99\\\\n"', path.read_text()))

        assert command("check").output == "1 block, all as recorded\n"
        assert "Processor time: 99 s" in build_site().html()

    def test_names_blocks_without_record_and_records_without_block(
        self, build_site: BuildSite
    ) -> None:
        build_site({"index.md": HELLO + CRASH, "gone.md": HELLO})
        command("update")
        wrong = "```c run\nint main(void) { return 1; }\n```\n"
        build_site({"index.md": HELLO + CRASH + NEW + wrong, "gone.md": "text"})

        lines = command("check").output.splitlines()

        assert lines[0].startswith("docs/gone.md: error: The record ")
        assert lines[0].endswith(" has no block any more.")
        new, failing = lines[1:3]
        assert new.endswith(": error: This block is not recorded.")
        assert failing.endswith(
            "This block is not recorded. The block was expected to end with status 0, but it exited with "
            'status 1. If that is the point, add expect="exit 1".'
        )
        assert lines[3:] == [
            "4 blocks, 3 not as recorded",
            "To bring the records up to date, type mkdocs-c-runner update.",
        ]

    @pytest.mark.parametrize(
        ("before", "after", "changed"),
        [
            ("hello", "goodbye", {1: "source changed"}),
            ("c run\n", 'c run std="c99"\n', {1: "std changed from none to c99"}),
            (CRASH, NEW + CRASH.replace("= 1", "= 2"), {9: "source changed"}),
        ],
        ids=["code", "option", "beneath a new one"],
    )
    def test_a_changed_block_is_one_difference(
        self, build_site: BuildSite, before: str, after: str, changed: dict[int, str]
    ) -> None:
        build_site({"index.md": HELLO + CRASH})
        command("update")
        build_site({"index.md": (HELLO + CRASH).replace(before, after)})

        done = command("check")

        found = re.findall(
            r"docs/index.md:(\d+):1: error: This block has changed since it was recorded: ([^.]*)",
            done.output,
        )
        assert {int(line): reason for line, reason in found} == changed
        assert "no block any more" not in done.output
        assert ("    | -hello\n    | +goodbye\n" in done.output) == ("goodbye" in after)
        assert ("Its result is the same." in done.output) == ("goodbye" not in after)

    @pytest.mark.parametrize(
        ("volatile", "exit_code"), [(r"at \\d+\\.\\d+", 0), ("all", 0), ("nothing", cli.FAILURES)]
    )
    def test_volatile_output_may_differ(
        self, build_site: BuildSite, volatile: str, exit_code: int
    ) -> None:
        build_site({"index.md": TIMES.format(volatile.replace("\\\\", "\\"))})
        command("update")

        assert command("check").exit_code == exit_code
        assert command("check", "--twice").exit_code == exit_code

    def test_two_runs_are_never_in_one_second(self, build_site: BuildSite) -> None:
        """Else a program that prints the time would be the same twice, most of the time."""
        code = '#include <stdio.h>\n#include <time.h>\nint main(void) { printf("%ld", (long)time(0)); }'
        build_site({"index.md": f"```c run\n{code}\n```\n"})

        checked = command("check", "--twice")

        assert "docs/index.md:1:1: error: This block is not deterministic." in checked.output
        assert checked.exit_code == cli.FAILURES

    def test_another_compiler_is_named_first(self, build_site: BuildSite, tmp_path: Path) -> None:
        page = '```c run\n#include <stdio.h>\nint main(void) { int unused; printf("%p", main); }\n```\n'
        build_site({"index.md": page})
        command("update")
        path = tmp_path / "c-results" / "index.md.json"
        recorded = path.read_text().replace("gcc (", "gcc 2.95 (")
        path.write_text(recorded.replace("0x5555", "0x4444").replace("unused variable", "unusual"))

        loose, strict = command("check"), command("check", "--strict")

        assert loose.output.startswith("The records were made by gcc 2.95 (")
        assert "note: Another compiler words its messages" in loose.output
        assert (loose.exit_code, strict.exit_code) == (0, cli.FAILURES)

    def test_tells_once_what_the_machine_does_to_many_blocks(
        self, build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_executor: NativeExecutor, _job: Job) -> Result:
            raise EngineError("There is no luck.", "Type it again.")

        others = "".join(HELLO.replace("hello", f"hello {number}") for number in range(4))
        build_site({"index.md": HELLO, "others.md": others})
        command("update")
        monkeypatch.setattr(NativeExecutor, "execute", fail)

        done, twice = command("check"), command("check", "--twice")
        programs = json.loads(command("check", "--json").output)
        updated = command("update", "--rerun")

        told = (
            "docs/index.md:1:1: error: 5 blocks could not be run: this one, docs/others.md:1:1, docs/others.md:5:1, "
            "docs/others.md:9:1 and 1 more.\n    | There is no luck.\n    | Type it again.\n"
        )
        assert done.output == f"{told}5 blocks, 5 not as recorded\n"
        assert twice.output == f"{told}5 blocks, 5 not deterministic\n"
        assert updated.stderr.startswith(told)
        assert [block["reason"] for block in programs["blocks"]] == 5 * [
            "The block could not be run. There is no luck. Type it again."
        ]
