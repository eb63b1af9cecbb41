"""The pages of the manual that show files to paste: recipes can be read, code does what is said."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine.toolchain.compilers import COMPILERS

from .conftest import BuildSite

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "example-site" / "docs" / "manual"
HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'


def text_of(page: str) -> str:
    """The Markdown of a page."""
    return (MANUAL / f"{page}.md").read_text("utf-8")


def fences(page: str, language: str) -> list[str]:
    """The code of a page's fences in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


def code_with(words: str) -> str:
    """The Python code that has these words in it."""
    (code,) = [code for code in fences("api", "python") if words in code]
    return code


class _Loader(yaml.SafeLoader):
    """Reads `!ENV` too, as MkDocs does."""


def _default(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> object:
    return loader.construct_sequence(node)[-1]


_Loader.add_constructor("!ENV", _default)


class TestRecipes:
    """What is to be pasted is at least what its reader can parse, and asks for what it needs."""

    def test_can_be_read(self) -> None:
        for code in fences("ci", "yaml"):
            assert isinstance(yaml.load(code, _Loader), dict)
        for code in fences("ci", "toml"):
            assert tomllib.loads(code)

    def test_of_github_has_what_a_stranger_s_pull_request_needs(self) -> None:
        (code,) = [code for code in fences("ci", "yaml") if "runs-on: ubuntu" in code]
        workflow = yaml.safe_load(code)
        build = workflow["jobs"]["build"]

        assert workflow["permissions"] == {}
        assert build["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in code
        steps = [step.get("run", "") for step in build["steps"]]
        sandbox = next(index for index, run in enumerate(steps) if "sysctl" in run)
        assert sandbox < steps.index("mkdocs build --strict")

    def test_of_the_project_itself_can_be_read(self) -> None:
        workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))

        assert workflow["permissions"] == {}

    def test_install_what_the_sandbox_needs(self) -> None:
        for code in [*fences("ci", "yaml"), *fences("ci", "dockerfile")]:
            if "apt-get install" in code:
                assert "bubblewrap" in code

    def test_can_be_chosen_by_a_variable(
        self, build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The line for mkdocs.yml: where nothing can run, a block without a record fails."""
        monkeypatch.setenv("C_RUNNER_EXECUTE", "never")
        build_site({"index.md": HELLO})
        (tmp_path / "mkdocs.yml").write_text(f"site_name: X\n{fences('ci', 'yaml')[0]}")

        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build"], capture_output=True, text=True, check=False
        )

        assert done.returncode == 1
        assert "There is no recorded result for this block" in done.stderr


def test_the_hooks_of_pre_commit_are_commands_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "mkdocs-c-runner"
        assert command in cli.main.commands
        assert re.search(hook["files"], "docs/index.md")
        assert re.search(hook["files"], "snippets/list.h")
    assert f"id: {hooks[0]['id']}" in (MANUAL / "ci.md").read_text("utf-8")


@pytest.mark.usefixtures("sandbox")
class TestPython:
    """The code for hooks, macros and tests."""

    @pytest.fixture(autouse=True)
    def _in_a_directory(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_runs_a_program(self) -> None:
        exec(code_with("has %d arguments"), {})

    def test_converts_a_page(self) -> None:
        exec(code_with("BlocksFailed as failed"), {})

    def test_is_a_hook(self, build_site: BuildSite, tmp_path: Path) -> None:
        (tmp_path / "sizes.py").write_text(code_with("<!-- sizes -->"))

        site = build_site({"index.md": "# Sizes\n\n<!-- sizes -->\n"}, {"hooks": ["sizes.py"]})

        assert "<td><code>char</code></td>\n<td>1</td>" in site.html()

    def test_is_a_macro(self) -> None:
        macros = {}

        class Environment:
            def macro(self, function: object) -> object:
                macros["c"] = function
                return function

        names: dict[str, object] = {}
        exec(code_with("define_env"), names)
        names["define_env"](Environment())  # type: ignore[operator]

        assert macros["c"]("CHAR_BIT") == "8"  # type: ignore[operator]
        with pytest.raises(ValueError, match="nothing: compile-error"):
            macros["c"]("nothing")  # type: ignore[operator]

    def test_is_a_test(self, build_site: BuildSite, tmp_path: Path) -> None:
        """It passes with the records as they are, and fails at the block whose record says something else."""
        build_site({"index.md": HELLO, "other.md": HELLO.replace("hello", "other")})
        CliRunner().invoke(cli.main, ["update"], catch_exceptions=False)
        (tmp_path / "test_blocks.py").write_text(code_with("pytest.mark.parametrize"))
        good = self._pytest()
        record = tmp_path / "c-results" / "index.md.json"
        record.write_text(record.read_text("utf-8").replace("hello", "hallo"))
        bad = self._pytest()

        assert good.returncode == 0, good.stdout
        assert bad.returncode == 1
        assert "test_block[docs/index.md:1]" in bad.stdout
        assert "hallo" in bad.stdout

    def _pytest(self) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-rA",
            "test_blocks.py",
        ]
        path = f"{Path(sys.executable).parent}:/usr/bin"
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env={"PATH": path}
        )


def test_the_flags_that_each_command_line_has_are_told() -> None:
    for compiler in COMPILERS.values():
        for flag in compiler.manners:
            assert f"`{flag}`" in text_of("compilation")
