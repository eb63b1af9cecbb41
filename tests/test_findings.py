"""Each finding is a script that can be read, in the list, and free of this package. Nothing here runs them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

FINDINGS = Path(__file__).parent.parent / "findings"
SCRIPTS = sorted(FINDINGS.glob("*.sh"))


def test_the_list_names_each_script() -> None:
    listed = re.findall(r"\]\(([\w-]+\.sh)\)", (FINDINGS / "README.md").read_text("utf-8"))

    assert listed == [path.name for path in SCRIPTS]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_keeps_the_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    done = subprocess.run(["/bin/sh", "-n", path], check=False, capture_output=True)

    assert done.returncode == 0, done.stderr
    assert text.startswith("#!/bin/sh\n# ")
    assert "\n# What follows: " in text
    assert "mktemp -d" in text
    assert "trap 'rm -rf" in text
    assert not re.search(r"c[_-]runner", text)
    for packages in re.findall(r"install (?:--?\S+ )+(.*?)(?: 2>/dev/null)?$", text, re.MULTILINE):
        assert all(re.search(r"[=@]", package) for package in packages.split()), packages
