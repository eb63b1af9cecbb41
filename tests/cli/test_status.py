"""`status` on real sites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import BuildSite
from .commands import HELLO, command

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

    def test_form_feeds_end_no_line(self, build_site: BuildSite) -> None:
        old = HELLO.replace("int main", "\f\nint main").replace("c run", 'c run title="Old"')
        new = HELLO.replace("c run", 'c run std="c99"')

        build_site({"index.md": f"{old}\n{new}\n"})

        assert [line.split("  ")[3] for line in command("status").output.splitlines()[1:-1]] == [
            "Old",
            'std="c99"',
        ]

    def test_lines_fit_into_80_columns(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO})
        options = 'c run std="c99" flags="-O2 -Wpedantic -Wshadow" args="one two three four five"'
        (tmp_path / "docs" / "index.md").write_text(HELLO.replace("c run", options))

        lines = command("status").output.splitlines()

        assert len(lines) > 3
        assert max(map(len, lines)) <= 80
        assert {line[:40].strip() for line in lines[2:-1]} == {""}  # aligned
