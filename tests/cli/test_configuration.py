"""The configuration of a site: found, missing or broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from .commands import command, run_it


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.toml"])
def test_a_configuration_is_found_as_its_host_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("text")
    text = "site_name: A site\nplugins: [c-runner]\n"
    if name.endswith(".toml"):
        text = '[project]\nsite_name = "A site"\n[project.markdown_extensions.c_runner]\n'
    (tmp_path / name).write_text(text)

    assert command("status").output == "0 blocks, 0 would run\n"


def test_without_a_configuration_all_names_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = command("status")

    assert done.exit_code == cli.USAGE
    assert done.stderr.startswith(
        "error: There is no site here: looked for mkdocs.yml, mkdocs.yaml, properdocs.yml and zensical.toml in "
    )
    assert done.stderr.endswith("Change to the directory of your site, or type -f PATH.\n")


BROKEN = {
    "site_name: [": "mkdocs.yml:1:13: ",
    "a: b: c": "mkdocs.yml:1:5: mapping values are not allowed here",
    "- a list": "mkdocs.yml: a configuration is a list of names with values",
    "": "mkdocs.yml: Config value 'site_name': Required configuration not provided.",
    "site_name: A\nplugins: [nonesuch]": "mkdocs.yml: Config value 'plugins': The \"nonesuch\" plugin is not",
    "site_name: A\ndocs_dir: nowhere": "mkdocs.yml: Config value 'docs_dir': The path '",
    "site_name: A\nplugins: [{c-runner: {timeout: soon}}]": "mkdocs.yml: ",
    "site_name: A\nhooks: [hook.py]": "mkdocs.yml",
    "INHERIT: none.yml": "mkdocs.yml: Inherited config file '",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_configuration_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "hook.py").write_text("1 / 0\n")
    (tmp_path / "mkdocs.yml").write_text(text)

    done = run_it("status")
    told = done.stderr.decode()

    assert done.returncode == cli.USAGE
    assert told.startswith(f"error: {BROKEN[text]}")
    assert "Traceback" not in told
    assert "[Errno" not in told
    assert told.count("error:") == 1
