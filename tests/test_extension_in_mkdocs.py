"""The Markdown extension in a site of MkDocs, alone and beside the plugin."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_c_runner import cli
from mkdocs_c_runner.extension import BlocksFailed

from .conftest import BuildSite
from .test_extension import FAILS, HELLO, OUTPUT

pytestmark = pytest.mark.usefixtures("sandbox")


def test_mkdocs_alone_renders_it_too(build_site: BuildSite, tmp_path: Path) -> None:
    """A site that lists the extension and not the plugin: pages are known, and failures end the build."""
    settings = {"plugins": [], "markdown_extensions": ["c_runner"]}
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "in.txt").write_text("hello\n")
    page = '```c run data="in.txt"\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'

    assert OUTPUT in build_site({"index.md": page}, settings).html()
    with pytest.raises(BlocksFailed, match=r"docs/index\.md:1:1: error"):
        build_site({"index.md": FAILS.format(1)}, settings)


def test_the_plugin_takes_the_options_of_the_extension_over(build_site: BuildSite) -> None:
    """One mkdocs.yml for hosts with and without plugins: said twice, the plugin's word counts."""
    page = FAILS.format("__STDC_VERSION__ != 199901L || !FLAG")
    extension = {"c_runner": {"std": "c99", "flags": "-DFLAG=0", "docs_dir": "docs"}}
    settings = {
        "plugins": [{"c-runner": {"flags": "-DFLAG=1"}}],
        "markdown_extensions": ["pymdownx.superfences", extension],
    }

    site = build_site({"index.md": page}, settings)

    assert site.error is None
    assert site.html().count("No output.") == 1


def test_a_site_that_lists_the_extension_alone_is_recorded(
    build_site: BuildSite, tmp_path: Path
) -> None:
    """Also if it has a theme and plugins that MkDocs knows nothing of."""
    settings = {"plugins": [], "markdown_extensions": [{"c_runner": {"std": "c99"}}]}
    page = HELLO.replace("hello", "%ld").replace('puts("%ld")', 'printf("%ld", __STDC_VERSION__)')
    build_site({"index.md": page}, settings)
    config = (tmp_path / "mkdocs.yml").read_text("utf-8")
    config = config.replace("plugins: []", "plugins: [callouts]").replace(
        "theme:", "theme:\n  variant: modern"
    )
    (tmp_path / "mkdocs.yml").write_text(config)

    done = CliRunner().invoke(cli.main, ["update"], catch_exceptions=False)

    assert done.exit_code == 0, done.output
    assert '"199901"' in (tmp_path / "c-results" / "index.md.json").read_text("utf-8")
