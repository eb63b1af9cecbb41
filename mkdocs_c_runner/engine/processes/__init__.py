"""Processes that execute jobs beside the build, since one interpreter does not keep many cores busy.

Goes in: a job, from any thread. Comes out: its result, executed by a process that is free, or by the thread itself. A
thread that waits for a process needs no interpreter, so as many jobs run at one time as there are cores.

They are started when many jobs wait, and end when none does. Whatever becomes of one of them, its job is executed in
the build itself. `executor` decides which job goes where, `group` starts the processes, `messages` carries bytes to and
fro, and `member` is their program. Jobs and results cross as `errands` writes them.
"""
