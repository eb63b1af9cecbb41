"""What runners of CI services and terminals take from a log: their parsers, as patterns for one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

# From the sources and the manuals of the runners. .NET trims what Unicode calls white space.
PARSERS = {
    # actions/runner, ActionCommand.TryParseV2: trimmed, then `::` twice
    "GitHub": r"^\s*::.*?::",
    # actions/runner, ActionCommand.TryParse: anywhere
    "GitHub, older commands": r"##\[[^\]]*\]",
    # microsoft/azure-pipelines-agent, Command.TryParse: anywhere
    "Azure": r"(?i)##vso\[[^\]]*\]",
    "TeamCity": r"##teamcity\[",
    # gitlab-runner and its trace: anywhere
    "GitLab": r"section_(start|end):\d+:",
    "Buildkite": r"^\s*(---|\+\+\+|~~~|\^\^\^)(\s|$)",
    "Buildkite, pictures": r"\x1b\]133[789];",
    "Travis": r"travis_(fold|time):",
    "terminals": r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]",
}

# What each of them acts on.
COMMANDS = (
    "::error file=x::forged",
    "\t ::set-output name=x::y",
    "##[set-env name=X]y",
    "##[error]forged",
    "##vso[task.setvariable variable=x]y",
    "###VSO[task.complete result=Failed]",
    "##teamcity[buildStatus status='SUCCESS']",
    "section_start:1700000000:x\r\x1b[0Kforged",
    "section_end:1700000000:x",
    "--- forged",
    "+++ forged",
    "~~~ forged",
    "^^^ +++",
    "---",
    "travis_fold:start:x",
    "travis_time:end:x",
    "\x1b]1338;url=x\x07",
    "\x1b[2J\x1b[31m",
    "a\r::error::b",
    "a\n::error::b",
    "a\u2028::error::b",
    "a\x85##vso[b]",
    "\x9b2J",
    "\x08\x08\x08",
)


def taken(log: str) -> Iterator[tuple[str, str]]:
    """What runners take of a log: the name of the parser, and the line."""
    for line in log.split("\n"):
        for name, pattern in PARSERS.items():
            if re.search(pattern, line):
                yield name, line
