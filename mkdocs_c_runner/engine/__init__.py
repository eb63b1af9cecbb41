"""Compiles and runs C programs in a sandbox: a `Job` goes in, a `Result` comes out.

Theory of operation. A `Runner` looks a job up: in the records, by a key of the job alone; then in the cache,
by a key of the job, the contents of compiler, headers and libraries, and the rules of the sandbox; else a thread
of its pool executes it.

To execute a job takes two stages, in two sandboxes: the compile stage gets the sources and hands back the program
through a pipe, the run stage gets the program and nothing else. No directory of the host is mounted but read-only
system ones, so nothing that a stage writes can outlive it or be mistaken for a file of ours.

A sandbox is bwrap, started unprivileged and with an empty environment, and in it, as process 1, our `init`:
a small program in C, which takes an order, sets the limits, starts the command, says how it ended and ends
everything with it. bwrap makes the namespaces, the mounts and the seccomp filter that a `SandboxPolicy` asks for; it
knows nothing of compilers, and a policy nothing of jobs. A program has a sandbox for itself, always. Compilers, which
execute nothing that an author wrote, follow each other in one as long as there is work: in between `init` kills
whatever is left and empties the only directory that they can write to, or, where it cannot, ends the sandbox.

Outside, a `Box` holds a live sandbox, and `monitor` reads what is printed, types what is to be typed
when the program waits for it, watches clock, memory and output, and kills the sandbox by its process 1. The
verdict is derived from the two stages by one pure function. Whatever the machine cannot do is an `EngineError` that
names its cure; whatever the program does is a result.

Who may call whom: `runner` calls `cache`, `records`, `identity`, `dependencies` and a `Sandbox`; `bwrap` is one: it
starts a `box` through `process`, and has `monitor` watch what happens in it. Nothing here imports Markdown
or MkDocs.
"""

from .errors import CompilerNotFound, EngineError, SandboxUnavailable
from .job import COMPILE_LIMITS, RUN_LIMITS, Job, Limits, SourceFile
from .result import Measured, Outcome, Result, Segment, Stage, Verdict
from .runner import Runner
from .runner_settings import RunnerSettings

__all__ = [
    "COMPILE_LIMITS",
    "RUN_LIMITS",
    "CompilerNotFound",
    "EngineError",
    "Job",
    "Limits",
    "Measured",
    "Outcome",
    "Result",
    "Runner",
    "RunnerSettings",
    "SandboxUnavailable",
    "Segment",
    "SourceFile",
    "Stage",
    "Verdict",
]
