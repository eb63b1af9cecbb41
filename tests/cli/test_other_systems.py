"""An author whose system is not Linux, and has neither bubblewrap nor gcc: `sandbox: wasm` takes pip alone.

The system is played: modules and functions that Linux alone has are taken away before this package is imported.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.wasm.executor import WasmExecutor

# What takes away what there is not, and then obeys a command. What the standard library asks of the system is there.
ANOTHER_SYSTEM = """
import importlib.abc, os, signal, subprocess, sys, urllib.request

MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty", "syslog"}
FUNCTIONS = (
    "sched_getaffinity pidfd_open eventfd memfd_create geteuid getuid fork mkfifo killpg waitid"
    " O_NONBLOCK O_CLOEXEC O_NOFOLLOW"
)

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in MODULES:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
for name in FUNCTIONS.split():
    if hasattr(os, name):
        delattr(os, name)
del signal.pidfd_send_signal
sys.platform = "darwin"
os.environ["PATH"] = "/nowhere"

if sys.argv[1] == "mkdocs":
    from mkdocs.__main__ import cli as command
else:
    from mkdocs_c_runner.cli import main as command
command(sys.argv[2:])
"""

PAGE = """```c run
#include <stdio.h>
int main(void) { printf("%zu\\n", sizeof(long)); }
```
"""

SETTINGS = """site_name: Test
plugins: [{c-runner: {sandbox: wasm, results_dir: c-results}}]
markdown_extensions: [pymdownx.superfences]
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(PAGE)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    return tmp_path


def there(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command does there."""
    line = [sys.executable, "-c", ANOTHER_SYSTEM, *arguments]
    return subprocess.run(line, cwd=site, capture_output=True, text=True, check=False)


def test_a_site_is_built_and_its_results_are_recorded_and_checked(
    site: Path,
    wasm: WasmExecutor,
) -> None:
    built = there(site, "mkdocs", "build")
    assert "1 block: 1 run, 0 cached, 0 failed" in built.stderr, built.stderr
    html = (site / "site/index.html").read_text()
    assert '<code class="nohighlight">4</code>' in html
    assert "WebAssembly, 32-bit" in html

    assert "1 block, 1 cached, 0 would run" in there(site, "c-runner", "status").stdout
    assert "This block is not recorded." in there(site, "c-runner", "check").stdout
    assert "1 block recorded" in there(site, "c-runner", "update").stdout
    record = (site / "c-results/index.md.json").read_text()
    assert json.loads(record)["blocks"][0]["compiler"].endswith("for WebAssembly")
    assert there(site, "c-runner", "check").returncode == 0


def test_the_doctor_tells_what_can_be_done(site: Path, wasm: WasmExecutor) -> None:
    told = there(site, "c-runner", "doctor")

    assert told.returncode == 0
    assert "Blocks can be run here, as WebAssembly with 32 bits." in told.stdout
