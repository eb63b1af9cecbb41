"""Processes that make results beside the build, whose interpreter does one thing at a time.

Goes in: a job, from any thread. Comes out: its result, made and kept by a process, and the conditions that it met. A
thread that waits for a process needs no interpreter, so as many jobs run at one time as there are cores, and the build
renders pages meanwhile. It imports nothing of what executes jobs, and asks no compiler.

They are started when many jobs have to run, and end when none does. Whatever becomes of one of them, its job is
executed in the build itself. `processes` says when there are any, `group` has them, `questions` are what they are
asked, `messages` carries bytes to and fro, and `member` is their program. `beside` starts it, and other programs of
ours: as a `forked` build, or in a new interpreter.
"""
