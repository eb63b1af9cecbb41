"""Sites with plugins that change the text of code, as the manual's table says; `make hosts` runs these tests.

See `test_companions` for those that leave code alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .companions import build_twice, mentions

pytestmark = [pytest.mark.hosts, pytest.mark.usefixtures("sandbox")]

DIRECTIVE = '# define WORD "hello"\n'
BLOCK = f"```c run\n#include <stdio.h>\n{DIRECTIVE}int main(void) {{ puts(WORD); }}\n```\n"
IN_TILDES = BLOCK.replace("```", "~~~")


class TestAddNumber:
    """It numbers headings, and takes a directive with a space for one wherever it does not see the fence."""

    def test_leaves_code_in_backticks_alone(self, tmp_path: Path) -> None:
        site = build_twice(tmp_path, {"index.md": f"# A\n\n{BLOCK}\n# B\n"}, ["add-number"])

        assert site.code == 0, site.log
        assert site.shows("index.html") == 1
        assert ">2. B<" in site.html("index.html")

    def test_numbers_code_in_tildes(self, tmp_path: Path) -> None:
        """The block fails at the line that was changed, with what the compiler says of the number."""
        site = build_twice(tmp_path, {"index.md": f"# A\n\n{IN_TILDES}"}, ["add-number"])

        assert site.code == 1
        (said,) = mentions(site.log)
        assert said.startswith("docs/index.md:5:3: error: ")
        # `#include` has the number 2, which nobody sees.
        assert '"3." after # is not a positive integer' in said

    def test_numbers_code_within_a_longer_fence(self, tmp_path: Path) -> None:
        page = f"# A\n\n````md\n{BLOCK}````\n"

        site = build_twice(
            tmp_path, {"index.md": page}, ["add-number"], markdown_extensions=["fenced_code"]
        )

        assert site.code == 0, site.log
        assert "\n# 3. define WORD" in site.html("index.html")

    def test_changes_no_code_of_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "word.h").write_text(DIRECTIVE)
        page = IN_TILDES.replace(DIRECTIVE, '--8<-- "word.h"\n')

        site = build_twice(
            tmp_path,
            {"index.md": f"# A\n\n{page}"},
            ["add-number"],
            markdown_extensions=["pymdownx.superfences", "pymdownx.snippets"],
        )

        assert site.code == 0, site.log
        assert site.shows("index.html") == 1
