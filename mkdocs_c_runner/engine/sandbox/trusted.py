"""Trusted commands of ours in a sandbox that has no process 1 of ours: those by which that one is made, for example.

A shell takes its place. It sets limits, and everything ends with it. It ends when the command ends, or when nobody
holds the other end of its standard input any more: then the build has ended, however it ended.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..job import COMPILE_LIMITS

# Seconds of the processor for a process.
_TIME = 60

# Shells differ in what they can limit (`-u` and `-p` are the processes) and in what they say where one is lower.
# A job in the background has no standard input, so that goes by another descriptor. No signal from inside ends
# process 1, but the end of the job for which it waits does.
_SHELL = f"""
exec 3<&0 </dev/null
for limit in "c 0" "t {_TIME}" "v {COMPILE_LIMITS.memory // 1024}" "f {COMPILE_LIMITS.file_size // 512}" \
    "n {COMPILE_LIMITS.open_files}" "u {COMPILE_LIMITS.processes}" "p {COMPILE_LIMITS.processes}"
do ulimit -$limit 2>/dev/null
done
"$@" 3<&- &
job=$!
{{ read line <&3; kill -KILL $job; }} >/dev/null 2>&1 &
wait $job
"""


def shelled(argv: Sequence[str]) -> tuple[str, ...]:
    """Return the command that executes another one under the shell, with `process.capture` at the other end."""
    return ("/bin/sh", "-c", _SHELL, "sh", *argv)
