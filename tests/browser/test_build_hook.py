"""The page scripts are built from their sources, with pinned packages, when the package is."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT / "mkdocs_c_runner" / "browser"
MODULES = sorted(SOURCES.glob("*.js"))


class App:
    """What Hatch gives to a hook."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def display_warning(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def hook_file() -> ModuleType:
    """The build hook."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hook(module: ModuleType, app: App, directory: Path) -> Any:
    return module.ScriptsHook(str(ROOT), {}, None, None, str(directory), "wheel", app)


@pytest.mark.parametrize("name", ["playground.js", "editor.js"])
def test_a_script_is_built_from_the_sources_as_they_are(name: str, hook_file: ModuleType) -> None:
    assert hook_file.is_built(name, hook_file.digest_of_sources()), "type: make .venv/.package"


def test_no_script_that_was_built_is_in_git() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.js"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no clone")
    apart = [Path(path) for path in listed.stdout.split() if Path(path).parent.name != "browser"]
    assert [path.name for path in apart] == ["memory.js"]  # written by hand, and read as it is


def test_the_editor_has_the_licenses_of_what_is_in_it() -> None:
    editor = (ROOT / "mkdocs_c_runner" / "assets" / "editor.js").read_text("utf-8")

    for package in ("@codemirror/view", "@lezer/lr", "style-mod"):
        assert re.search(rf"/\*!.*{package}\b.*:\n", editor), package
    assert "esbuild" not in editor


def test_versions_are_pinned_and_no_registry_is_named() -> None:
    package = json.loads((SOURCES / "package.json").read_text("utf-8"))
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))

    wanted = {**package["dependencies"], **package["devDependencies"]}
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert "http" not in json.dumps(lock)
    assert all("integrity" in found for path, found in lock["packages"].items() if path)


@pytest.mark.parametrize("version", ["editable", "standard"])
def test_only_an_editable_install_does_without_npm(
    version: str, hook_file: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hook_file, "is_built", lambda *_: False)
    monkeypatch.setattr(hook_file.shutil, "which", lambda _: None)
    app = App()
    made = hook(hook_file, app, tmp_path)

    if version == "editable":
        made.initialize(version, {})
    else:
        with pytest.raises(RuntimeError, match="apt-get install nodejs npm"):
            made.initialize(version, {})

    assert ["apt-get install nodejs npm" in text for text in app.warnings] == (
        [True] if version == "editable" else []
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_has_one_subject_and_says_which(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.startswith("/**")
    assert len(text.splitlines()) <= 300
    assert all(len(line) <= 120 for line in text.splitlines())
    assert not re.search(r"\beval\b|new Function|document\.write|insertAdjacentHTML", text)


def test_foreign_html_enters_the_page_in_one_place() -> None:
    users = {path.name for path in MODULES if "innerHTML" in path.read_text("utf-8")}

    assert users == {"figure.js"}
