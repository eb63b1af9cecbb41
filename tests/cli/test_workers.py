"""`--workers`: the cluster that a user names, and what is said where it cannot be used."""

from __future__ import annotations

import sys

import pytest

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine.cluster import connection

from ..conftest import BuildSite
from .commands import HELLO, command

NOBODY = "tcp://127.0.0.1:9"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.5)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("arguments", [("update",), ("check",), ("check", "--shard", "1/1")])
def test_a_cluster_that_is_not_there_is_an_error_of_the_machine(
    build_site: BuildSite, arguments: tuple[str, ...]
) -> None:
    build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"execute": "never"}}]})

    done = command(*arguments, "--workers", NOBODY)

    assert done.exit_code == cli.THE_MACHINE
    assert done.stderr.startswith(f"error: No scheduler of Dask answers at {NOBODY}: ")
    assert "doctor" not in done.stderr


@pytest.mark.usefixtures("sandbox")
def test_a_build_takes_the_cluster_of_its_configuration(
    build_site: BuildSite,
) -> None:
    site = build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"workers": NOBODY}}]})

    assert site.error
    assert f"docs/index.md:1:1: error: No scheduler of Dask answers at {NOBODY}" in site.log[-1]


def test_a_site_with_webassembly_is_told_that_no_cluster_runs_it(build_site: BuildSite) -> None:
    build_site({"index.md": "text"}, {"plugins": [{"c-runner": {"sandbox": "wasm"}}]})

    done = command("update", "--workers", NOBODY)

    assert done.exit_code == cli.USAGE
    assert "this site has sandbox: wasm" in done.stderr


def test_an_address_that_is_none_is_a_usage_error() -> None:
    done = command("update", "--workers", "scheduler")

    assert done.exit_code == cli.USAGE
    assert "must be tcp://HOST:PORT or tls://HOST:PORT." in done.stderr


@pytest.mark.usefixtures("sandbox")
def test_without_dask_the_error_says_what_to_install(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"execute": "never"}}]})
    monkeypatch.setitem(sys.modules, "dask", None)

    done = command("update", "--workers", NOBODY)

    assert done.exit_code == cli.THE_MACHINE
    assert done.stderr == (
        "error: The setting workers needs Dask, which is not installed.\n"
        'pip install "mkdocs-c-runner[dask]"\n'
    )
