"""Builds of MkDocs that meet failures and mistakes: which of them end, and what they say."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.toolchain import identity
from mkdocs_c_runner.fence.parsers import PARTS

from .conftest import BuildSite
from .test_plugin import HELLO, UNMARKED


@pytest.mark.usefixtures("sandbox")
def test_serve_shows_a_failure_and_goes_on(build_site: BuildSite) -> None:
    site = build_site({"index.md": "```c run\nint main(void) { return 3; }\n```\n"}, serve=True)

    assert site.error is None
    assert "Exited with status 3." in site.html()
    assert "This block was expected to end with status 0." in site.html()
    assert site.log[0].startswith("WARNING docs/index.md:1:1: error: The block was expected to")


@pytest.mark.usefixtures("sandbox")
def test_a_failing_build_writes_no_page(build_site: BuildSite, tmp_path: Path) -> None:
    site = build_site({"index.md": "```c run\nint main(void) { return 3; }\n```\n"})

    assert site.error
    assert not (tmp_path / "site" / "index.html").exists()


@pytest.mark.usefixtures("sandbox")
def test_warnings_can_fail_the_build(build_site: BuildSite) -> None:
    page = "Text.\n\n```c run\nint main(void)\n{\n    int unused;\n}\n```\n"

    site = build_site({"index.md": page}, {"plugins": [{"c-runner": {"on_warning": "fail"}}]})

    assert site.log[0].startswith("ERROR docs/index.md:6:9: error: unused variable")
    assert site.error


def test_a_site_that_lists_the_plugin_twice_is_refused(build_site: BuildSite) -> None:
    site = build_site({"index.md": HELLO}, {"plugins": ["c-runner", {"c-runner": {"std": "c17"}}]})

    assert site.error
    assert "The configuration lists the plugin c-runner 2 times. Keep one," in site.log[0]


def test_without_bubblewrap_the_build_ends_before_the_first_page(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "defpath", "/nowhere")
    monkeypatch.setattr("mkdocs_c_runner.engine.sandbox.bwrap._FURTHER_PATH", "/nowhere")

    site = build_site({"index.md": f"Text.\n\n{HELLO}"})

    assert site.error
    assert site.log[0].startswith(
        "ERROR docs/index.md:3:1: error: bubblewrap (bwrap) is not installed.\nInstall it: "
    )


def test_without_the_compiler_the_build_ends_before_the_first_page(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")

    site = build_site({"index.md": HELLO})

    assert site.error
    assert "error: The compiler gcc is not installed in /nowhere.\nInstall it: " in site.log[0]


def test_all_missing_compilers_are_in_one_message(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")
    pages = {
        "index.md": HELLO.replace("run", 'run compiler="clang"'),
        "other.md": HELLO.replace("run", 'run compiler="tcc gcc"'),
    }

    site = build_site(pages)

    assert site.error
    reason = "The compilers clang, tcc and gcc are not installed in /nowhere.\nInstall them: "
    assert f"docs/index.md:1:1: error: {reason}" in site.log[0]


def test_a_machine_without_either_builds_a_site_without_marked_blocks(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")

    assert build_site(UNMARKED).error is None


SLIPS = {
    "an option": HELLO.replace("c run", 'c run stdn="3"'),
    "a fence": HELLO.replace("c run", "c run timeout=2"),
    "a page": f"---\nc_runner:\n  stdd: c99\n---\n{HELLO}",
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("slip", SLIPS)
def test_a_mistake_ends_a_build_and_stands_on_the_page_in_serve(
    build_site: BuildSite, slip: str
) -> None:
    built = build_site({"index.md": SLIPS[slip]})
    served = build_site(serve=True)
    html = served.html()
    disabled = build_site(config={"plugins": [{"c-runner": {"enabled": False}}]})

    assert built.error
    assert re.match(r"ERROR docs/index\.md:\d:1: error: ", built.log[0])
    assert served.error is None
    assert re.match(r"WARNING docs/index\.md:\d:1: warning: ", served.log[0])
    assert '<p class="c-runner-problem">' in html
    assert disabled.error is None


@pytest.mark.usefixtures("sandbox")
def test_a_fence_that_another_plugin_brings_in_is_looked_at(
    build_site: BuildSite, tmp_path: Path
) -> None:
    (tmp_path / "hook.py").write_text(
        "from pathlib import Path\n"
        "def on_page_markdown(markdown, page, config, files):\n"
        "    part = Path(config.docs_dir, 'part.txt').read_text()\n"
        "    return markdown.replace('{% include-markdown \"part.txt\" %}', part)\n"
    )
    pages = {
        "part.txt": "Text.\n\n```c run timeout=2\nint x;\n```\n",
        "index.md": '{% include-markdown "part.txt" %}\n',
    }

    site = build_site(pages, {"hooks": [str(tmp_path / "hook.py")]})

    assert site.log[0] == (
        "ERROR docs/part.txt:3:1: error: Markdown does not accept this fence: ```c run timeout=2 - "
        'write: ```c run timeout="2"'
    )


def test_places_count_the_front_matter(build_site: BuildSite) -> None:
    page = "---\ntitle: x\n---\n\n```c run\nint main(void) { return 3; }\n```\n"

    assert build_site({"index.md": page}).log[0].startswith("ERROR docs/index.md:5:1: ")


@pytest.mark.usefixtures("sandbox")
def test_a_prelude_has_its_place_in_a_configuration_that_is_inherited(
    build_site: BuildSite, tmp_path: Path
) -> None:
    prelude = "int first;\n        int second = third;\n"
    (tmp_path / "base.yml").write_text(
        f"plugins:\n  c-runner:\n    prelude: |\n        {prelude}", encoding="utf-8"
    )

    site = build_site({"index.md": HELLO}, {"INHERIT": "base.yml", "plugins": {}})

    assert site.log[0].startswith("ERROR base.yml:5:22: error: ")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("timeout", "soon", '\'soon\': must be a time such as "2" or "500ms".'),
        ("memory", -1, '-1: must be a size such as "64M".'),
        ("show", ["kitchen"], f"'kitchen': must be one of {', '.join(PARTS)}."),
        ("labels", {"outptu": "x"}, "There is no label 'outptu'"),
        ("labels", {"exited": "{nothing}"}, "The label 'exited' may only use the fields"),
        ("compiler", "msvc", "'msvc': must be one or several of gcc, clang, tcc, musl-gcc, "),
        ("allowed_flags", ["("], "'(': missing ), unterminated subpattern"),
    ],
)
def test_wrong_settings_are_named(
    build_site: BuildSite, option: str, value: object, message: str
) -> None:
    site = build_site({"index.md": ""}, {"plugins": [{"c-runner": {option: value}}]})

    assert site.error
    assert any(f"option '{option}'" in line and message in line for line in site.log)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(("manner", "level"), [("fail", "error"), ("warn", "warning")])
def test_github_shows_a_failure_beside_its_line(
    build_site: BuildSite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    manner: str,
    level: str,
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    page = '```c run\n#include <stdio.h>\nint main(void) { puts("::set-env x"); return 3; }\n```\n'

    build_site({"index.md": page}, {"plugins": [{"c-runner": {"on_failure": manner}}]})

    (said,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert said.startswith(f"::{level} file=docs/index.md,line=1,col=1,title=c-runner::The block")
