"""An author edits steps of a program that grows, and the commands of a session, in the preview of MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ..look.example import BARE, BARE_CSS
from ..test_serve import Server, serve, write_site
from .conftest import OpenPage
from .reader import Reader

PAGE = """# Steps

```c run name="one" args="a" show="command source output"
#include <stdio.h>
int square(int n) { return n; }
int main(int argc, char *argv[]) { printf("%d %s\\n", square(argc + 1), argv[argc - 1]); }
```

```c run name="two" extends="one" show="changes output"
int square(int n) { return n * n; }
```

```c run name="three" extends="two" show="program output"
int main(int argc, char *argv[]) { printf("%d\\n", square(argc + 2)); }
```

```c run again="two" args="x y" show="command output"
```

```console run uses="two three"
$ ./two
$ ./three
```
"""

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Server]:
    write_site(tmp_path, {"index.md": PAGE})
    (tmp_path / "theme" / "main.html").write_text(BARE)
    (tmp_path / "theme" / "bare.css").write_text(BARE_CSS)
    with serve(tmp_path) as server:
        yield server


def test_an_author_edits_a_step_and_then_a_session(
    preview: Server, tmp_path: Path, open_page: OpenPage
) -> None:
    page = open_page(preview.address)
    _, changes, program, again, session = (Reader(page, number) for number in range(5))
    expect(again.figure.get_by_role("button", name="Edit and run")).to_have_count(0)

    changes.edit()
    expect(changes.code).to_have_text("int square(int n) { return n * n; }")
    changes.write("int square(int n) { return 10 * n; }")
    changes.press("Run")
    expect(changes.output).to_have_text("20 ./a.out")
    expect(changes.figure).to_contain_text("return 10 * n;")
    with page.expect_navigation():  # MkDocs has built the page again
        changes.press("Save")

    expect(program.output).to_have_text("30")
    expect(again.figure).to_contain_text("40 y")
    expect(session.output).to_have_text("$ ./two\n20 ./two\n$ ./three\n30")
    changes.figure.get_by_role("button", name="Edit and run").click()
    session.edit()
    session.write("$ sleep 9")
    session.press("Run")
    expect(session.figure.locator(".c-runner-live")).to_contain_text("$ sleep 9")
    expect(session.figure.locator(".c-runner-label")).to_have_text("Session")
    session.press("Stop")
    expect(session.said).to_have_text("Stopped.")
    session.write("$ n=3\n$ ./two $n > made\n$ cat made")
    session.press("Run")
    expect(session.output).to_have_text("$ n=3\n$ ./two $n > made\n$ cat made\n30 3")
    with page.expect_navigation():
        session.press("Save")

    expect(session.output).to_contain_text("$ cat made\n30 3")
    text = (tmp_path / "docs" / "index.md").read_text("utf-8")
    assert 'extends="one" show="changes output"\nint square(int n) { return 10 * n; }\n```' in text
    assert text.endswith('uses="two three"\n$ n=3\n$ ./two $n > made\n$ cat made\n```\n')
