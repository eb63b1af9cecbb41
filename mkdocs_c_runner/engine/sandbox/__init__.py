"""Executes one command in isolation: a policy and a command go in, a stage comes out.

Few people need to enter this room. SECURITY.md lists the promises, each with an attack in `tests/attacks` that tries to
break it. No rule depends on a job. Compilers are known by name in two places: `init.py` compiles process 1, and
`policy.py` shows sanitizers their symbolizer. A new mount, device or system call needs its reason beside it. May not be
touched without an attack that shows why: the order of mounts, the seccomp filter, and what `init.c` promises.

- `bwrap`: the sandbox as others see it; `policy`: its rules, as data; `host_paths`: what it shows of the machine.
- `command_line`, `enforced`, `layers`, `seccomp`, `bpf`, `syscalls`: from the rules to the options of bwrap.
- `box`, `pool`, `process`, `drop_root`, `user_ids`, `cgroup`: a live sandbox, and those that wait for work.
- `init.c`, `init_order.h`, `init_chain.h`, `init_clean.h`, `init`, `order`: process 1 of every sandbox, and its orders.
- `init_warm.h`, `warm.c`: compilers that wait for the next program.
- `repeated`: remembers what commands that are decided by what they get have made.
- `trusted`: commands of ours, such as the one that makes that process.
- `monitor`, `streams`, `lifecycle`, `watch`, `typist`: one command from its start until nothing is left.
- `kernel_kills`: whether the kernel has killed it for want of memory. `execution`: the outcome.
- `live`, `live_input`, `typed_input`: somebody who uses a command while it runs.
- `ahead`: a sandbox that is started while its program is still being compiled.
- `pseudo_terminal`, `transcript`, `proc`, `memory_file`: a terminal, its record, processes, files in memory.
"""
