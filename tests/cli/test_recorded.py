"""`update`, `check` and `status` on real sites."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner import cli

from ..conftest import BuildSite
from .commands import CRASH, HELLO, command

# What Windows has not, and macOS neither in part.
ON_ANOTHER_SYSTEM = """
import os, shutil, signal, sys
shutil._use_fd_functions = False
signal.valid_signals = lambda: {signal.SIGINT, signal.SIGSEGV, signal.SIGTERM}
for name in ("fcntl", "termios", "pty", "tty", "resource", "grp", "pwd"):
    sys.modules[name] = None
for name in ("sched_getaffinity", "pidfd_open", "fork", "geteuid", "getuid", "O_NONBLOCK", "O_CLOEXEC"):
    delattr(os, name)
from mkdocs_c_runner.engine import errors
errors.SYSTEM = "win32"
from mkdocs.__main__ import cli
cli()
"""
ZENSICAL = """
[project]
site_name = "Zensical's"
nav = ["index.md"]
[project.theme]
variant = "modern"
[project.markdown_extensions.pymdownx.emoji]
emoji_index = "zensical.extensions.emoji.twemoji"
[project.markdown_extensions.pymdownx.snippets]
base_path = ["code"]
[project.markdown_extensions.pymdownx.superfences]
custom_fences = [{ name = "mermaid", class = "mermaid", format = "pymdownx.superfences.fence_code_format" }]
[project.markdown_extensions.pymdownx.blocks.admonition]
[project.markdown_extensions.zensical.extensions.preview]
configurations = []
[project.markdown_extensions.c_runner]
std = "c99"
prelude = "#include <stdio.h>"
"""
NEW = '```c run title="New"\nint main(void) { return 0; }\n```\n\n'
MANY = """```c run title="The first program"
int main(void) { return 0; }
```

```c run name="push" expect="SIGSEGV"
int main(void) { *(volatile int *)0 = 1; }
```

~~~ {.c run="on" std="c17" args="one 'two three'"}
int main(void) { return 0; }
~~~

``` c run expect='exit 3'
#include <stdio.h>

int main(void)
{
    return 1 + 2;
}
```

``` c run std="c99"
int main(void) { return 5; }
```
"""
MANY_IN_WORDS = """docs/index.md
     1  The first program               cached, ok
     5  push                            cached, SIGSEGV as expected
     9  std="c17" args="one 'two thre…  cached, ok
    13  return 1 + 2;                   cached, exit 3 as expected
    22  std="c99"                       cached, not as expected: it exited with
                                        status 5
docs/other/page.md
     1  int main(void) { puts("hello"…  cached, not as expected: it exited with
                                        status 0
6 blocks, 6 cached, 0 would run, 2 not as expected
"""
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


def records(directory: Path) -> dict[str, Any]:
    """The recorded pages by name."""
    root = directory / "c-results"
    return {
        str(path.relative_to(root)): json.loads(path.read_text("utf-8"))
        for path in root.rglob("*.json")
    }


@pytest.mark.usefixtures("sandbox")
class TestUpdate:
    """`update` writes what git is to keep."""

    def test_writes_a_file_a_page_and_is_stable(
        self, build_site: BuildSite, tmp_path: Path
    ) -> None:
        build_site({"index.md": HELLO, "posts/a.md": HELLO + CRASH, "none.md": "text"})

        first = command("update")
        files = {path: path.read_bytes() for path in (tmp_path / "c-results").rglob("*.json")}
        second = command("update")

        assert first.exit_code == second.exit_code == 0
        assert set(records(tmp_path)) == {"index.md.json", "posts/a.md.json"}
        assert "3 blocks recorded, 0 files changed" in second.output
        assert {path: path.read_bytes() for path in files} == files

    @pytest.mark.parametrize("base", [".", "code"])
    def test_works_from_any_directory(
        self, build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str
    ) -> None:
        """MkDocs looks for snippets where it is started; a repository may have several sites."""
        (tmp_path / base).mkdir(exist_ok=True)
        (tmp_path / base / "hello.c").write_text(
            '#include <stdio.h>\nint main(void) { puts("hi"); }\n'
        )
        snippets = {"pymdownx.snippets": {"base_path": base, "check_paths": True}}
        build_site(
            {"index.md": '```c run\n--8<-- "hello.c"\n```\n'},
            {"markdown_extensions": ["pymdownx.superfences", snippets]},
        )
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        monkeypatch.chdir(elsewhere)

        updated = command("update", "-f", "../mkdocs.yml")
        status = command("status", "-f", "../mkdocs.yml")

        assert updated.exit_code == 0
        assert updated.output.splitlines()[0] == "../c-results/index.md.json"
        assert status.output.splitlines()[0] == "../docs/index.md"
        assert "recorded, ok" in status.output

    def test_records_may_be_beside_the_site(self, build_site: BuildSite, tmp_path: Path) -> None:
        """As where a repository has several configurations."""
        (tmp_path / "site.d").mkdir()
        build_site({"index.md": HELLO})
        options = {
            "docs_dir": "../docs",
            "plugins": [{"c-runner": {"results_dir": "../c-results"}}],
        }
        (tmp_path / "site.d/mkdocs.yml").write_text(json.dumps({"site_name": "Two", **options}))

        updated = command("update", "-f", "site.d/mkdocs.yml")
        checked = command("check", "-f", "site.d/mkdocs.yml")

        assert updated.output.splitlines()[0] == "c-results/index.md.json"
        assert set(records(tmp_path)) == {"index.md.json"}
        assert checked.output == "1 block, all as recorded\n"

    def test_takes_a_configuration_of_zensical(self, build_site: BuildSite, tmp_path: Path) -> None:
        (tmp_path / "code").mkdir()
        (tmp_path / "code" / "hello.c").write_text('int main(void) { return puts("hi") < 0; }\n')
        pages = {"index.md": f'{HELLO}\n/// note\n```c run\n--8<-- "hello.c"\n```\n///\n'}
        options = {"std": "c99", "prelude": "#include <stdio.h>"}
        snippets = {"pymdownx.snippets": {"base_path": ["code"]}}
        extensions = ["pymdownx.superfences", "pymdownx.blocks.admonition", snippets]
        config = {"plugins": [{"c-runner": options}], "markdown_extensions": extensions}
        build_site(pages, config)
        command("update")
        written = records(tmp_path)
        shutil.rmtree(tmp_path / "c-results")
        (tmp_path / "mkdocs.yml").unlink()
        (tmp_path / "zensical.toml").write_text(ZENSICAL, encoding="utf-8")

        updated = command("update", "-f", "zensical.toml")
        status = command("status", "-f", "zensical.toml")

        assert "2 blocks recorded, 1 file changed" in updated.output
        assert records(tmp_path) == written
        assert "2 blocks, 2 recorded, 0 would run" in status.output

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("[project]\n", "zensical.toml does not list the Markdown extension c_runner."),
            ("[project\n", "zensical.toml: Expected ']'"),
        ],
    )
    def test_says_what_is_wrong_with_a_configuration_of_zensical(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("zensical.toml").write_text(text, encoding="utf-8")

        done = command("status", "-f", "zensical.toml")

        assert done.exit_code == 2
        assert reason in done.output

    def test_keeps_no_time_and_no_path(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO})
        command("update")

        text = (tmp_path / "c-results" / "index.md.json").read_text("utf-8")

        assert "time" not in text
        assert str(tmp_path) not in text
        assert '"hello\\n"' in text

    def test_removes_what_has_no_block(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO, "posts/a.md": HELLO})
        command("update")
        build_site({"posts/a.md": "no more"})

        command("update")

        assert set(records(tmp_path)) == {"index.md.json"}
        assert not (tmp_path / "c-results" / "posts").exists()

    def test_does_not_record_a_failure(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO + "\n```c run\nint main(void) { return 3; }\n```\n"})

        done = command("update")

        assert done.exit_code == cli.FAILURES
        assert (
            "docs/index.md:6:1: error: The block was expected to end with status 0" in done.output
        )
        assert "Not as expected and not recorded: 1 block\n1 block recorded" in done.output
        assert len(records(tmp_path)["index.md.json"]["blocks"]) == 1

    def test_speaks_of_the_blocks_of_a_site_that_is_switched_off(
        self, build_site: BuildSite, tmp_path: Path
    ) -> None:
        build_site({"index.md": HELLO})
        command("update")
        before = records(tmp_path)
        site = build_site(config={"plugins": [{"c-runner": {"enabled": False}}]})

        assert "hello</code>" not in site.html()
        assert command("update").output == "1 block recorded, 0 files changed\n"
        assert records(tmp_path) == before


@pytest.mark.usefixtures("sandbox")
class TestRecordedSites:
    """A site whose blocks are recorded needs no compiler and no sandbox."""

    def test_build_without_any(
        self,
        build_site: BuildSite,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        request: pytest.FixtureRequest,
    ) -> None:
        ran = build_site({"index.md": HELLO + CRASH}).html()
        command("update")
        shutil.rmtree(tmp_path / ".cache")
        monkeypatch.setattr("mkdocs_c_runner.engine.toolchain.identity.PATH", "/nowhere")
        started = request.getfixturevalue("started")

        site = build_site(config={"plugins": [{"c-runner": {"execute": "never"}}]})

        assert site.error is None
        assert site.html() == ran
        assert site.closing_line.endswith("2 blocks: 2 recorded, 0 run, 0 cached, 0 failed")
        assert build_site().html() == ran
        assert started == []

    def test_build_on_other_systems(self, build_site: BuildSite, tmp_path: Path) -> None:
        """Also what is run at every build: better the record than no page."""
        crash = CRASH.replace("c run", 'c run cache="off"')
        killed = "```c run expect='SIGKILL'\n#include <signal.h>\nint main(void) { raise(SIGKILL); }\n```\n"
        linked = {"plugins": [{"c-runner": {"godbolt": True}}]}
        ran = build_site({"index.md": HELLO + crash + killed}, linked).html()
        command("update")
        shutil.rmtree(tmp_path / ".cache")

        done = subprocess.run(
            [sys.executable, "-c", ON_ANOTHER_SYSTEM, "build"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert "3 blocks: 3 recorded, 0 run, 0 cached, 0 failed" in done.stderr
        assert (tmp_path / "site" / "index.html").read_text() == ran
        assert not list((tmp_path / ".cache").rglob("results"))

    def test_are_told_what_to_do_on_other_systems(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"cache": False}}]})

        done = subprocess.run(
            [sys.executable, "-c", ON_ANOTHER_SYSTEM, "build"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode
        assert "docs/index.md:1:1: error: Blocks can be run on Linux only.\n" in done.stderr
        assert "mkdocs-c-runner update" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_block_without_a_record_fails(self, build_site: BuildSite) -> None:
        config = {"plugins": [{"c-runner": {"execute": "never"}}]}

        site = build_site({"index.md": f"Text.\n\n{HELLO}"}, config)

        assert site.error
        assert site.log[0].startswith("ERROR docs/index.md:3:1: error: The block could not be run.")
        assert "mkdocs-c-runner update" in site.log[0]

    def test_a_changed_block_is_run(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO})
        command("update")

        site = build_site({"index.md": HELLO.replace("hello", "goodbye")})

        assert "goodbye</code>" in site.html()

    def test_limits_and_prose_do_not_matter(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO})
        command("update")

        changed = HELLO.replace("c run", 'c run timeout="9" memory="1G" title="x"')
        site = build_site({"index.md": f"prose\n\n{changed}"})

        assert "1 recorded, 0 run" in site.closing_line

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1, "blocks": [{"key": 1}]}'])
    def test_a_damaged_record_is_none(
        self, build_site: BuildSite, tmp_path: Path, text: str
    ) -> None:
        build_site({"index.md": HELLO})
        command("update")
        (tmp_path / "c-results" / "index.md.json").write_text(text)

        site = build_site()

        assert site.error is None
        assert "hello</code>" in site.html()

    def test_a_hostile_record_is_output(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO})
        command("update")
        path = tmp_path / "c-results" / "index.md.json"
        path.write_text(path.read_text().replace("hello", "<script>alert(1)</script>\\u001b[2J"))

        html = build_site().html()

        assert "&lt;script&gt;alert(1)&lt;/script&gt;</code>" in html
        assert "\x1b" not in html


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
        assert programs["version"] == 1
        assert (programs["blocks"][0]["line"], programs["blocks"][0]["note"]) == (3, False)

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
        assert failing.endswith("is not recorded: it does not do what its fence expects.")
        assert lines[3:] == [
            "4 blocks, 3 not as recorded",
            "If the new results are right, type mkdocs-c-runner update.",
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


@pytest.mark.usefixtures("sandbox")
class TestStatus:
    """`status` runs nothing and says why something would run."""

    def why(self) -> str:
        (block,) = json.loads(command("status", "--json").output)["blocks"]
        assert block["origin"] == "none"
        return str(block["reason"])

    def test_new(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site()
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "index.md").write_text(HELLO)

        assert self.why() == "new"

    @pytest.mark.parametrize(
        ("before", "after", "reason"),
        [
            ("hello", "goodbye", "source changed"),
            ("c run", 'c run flags="-O2"', "flags changed from -Wall -Wextra to -Wall -Wextra -O2"),
            ("c run", 'c run std="c99"', "std changed from none to c99"),
            ("c run", 'c run timeout="2"', "limits changed"),
            ("c run", 'c run cache="off"', 'cache="off"'),
        ],
    )
    def test_changed(
        self, build_site: BuildSite, tmp_path: Path, before: str, after: str, reason: str
    ) -> None:
        build_site({"index.md": HELLO})
        (tmp_path / "docs" / "index.md").write_text(HELLO.replace(before, after))

        assert self.why() == reason

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("compiler", "compiler changed from gcc 2.95 to gcc "),
            ("system", "compiler, headers or libraries of the system changed"),
            ("cache_key", "rules of the sandbox changed"),
        ],
    )
    def test_the_machine_changed(
        self, build_site: BuildSite, tmp_path: Path, name: str, reason: str
    ) -> None:
        build_site({"index.md": HELLO})
        command("cache", "clear")
        path = tmp_path / ".cache/plugin/c-runner/history.json"
        history = json.loads(path.read_text())
        history["pages"]["index.md"][0][name] = "gcc 2.95"
        path.write_text(json.dumps(history))

        assert self.why().startswith(reason)

    def test_evicted(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO})
        command("cache", "clear")

        assert self.why() == "evicted"

    def test_where_results_come_from(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO})
        cached = command("status").output
        command("update")
        recorded = command("status").output

        line = 'docs/index.md\n     1  int main(void) { puts("hello"…  {0}, ok\n1 block, 1 {0}, 0 would run\n'
        assert (cached, recorded) == (
            line.replace("{0}", "cached"),
            line.replace("{0}", "recorded"),
        )

    def test_blocks_are_told_apart_page_by_page(self, build_site: BuildSite) -> None:
        """By a title, a name, the options, or a line of the code that few programs have."""
        pages = {"index.md": MANY, "other/page.md": HELLO.replace("c run", 'c run expect="exit 3"')}
        build_site(pages, {"plugins": [{"c-runner": {"on_failure": "ignore"}}]})

        assert command("status").output == MANY_IN_WORDS

    def test_lines_fit_into_80_columns(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO})
        options = 'c run std="c99" flags="-O2 -Wpedantic -Wshadow" args="one two three four five"'
        (tmp_path / "docs" / "index.md").write_text(HELLO.replace("c run", options))

        lines = command("status").output.splitlines()

        assert len(lines) > 3
        assert max(map(len, lines)) <= 80
        assert {line[:40].strip() for line in lines[2:-1]} == {""}  # aligned


def test_options_of_the_extension_do_not_stand_in_the_way(build_site: BuildSite) -> None:
    """A site for several hosts sets them there, also those that a command overrides."""
    extension = {"c_runner": {"enabled": False, "execute": "never"}}
    build_site({"index.md": "text"}, {"markdown_extensions": [extension]})

    assert command("status").output == "0 blocks, 0 would run\n"
