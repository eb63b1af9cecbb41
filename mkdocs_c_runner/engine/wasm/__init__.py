"""Programs as WebAssembly: compiled by a toolchain that is itself WebAssembly, and run in wasmtime.

Goes in: a `Job`. Comes out: its `Result`, and, if the job asks for it, the program as browsers run it. The compiler and
the programs run in processes of their own, because a program may make them large or slow. A process runs one thing at
a time, and is ended when it does not answer. In it, a program has a memory, files and streams of its own, which end
with it, and no function of the host but those of WASI that are written here: no file, no network and no process of the
machine is among them.

- `executor`: the executor. `refused` knows what is not worth a try.
- `toolchain`: the distribution with compiler, linker and library, and their command lines.
- `process`, `worker`: the processes, from outside and from inside. wasmtime is imported inside alone.
- `compiler`: the steps of a build, inside. `heads`: what programs include first, which is read once for many.
- `engines`: how modules are compiled for this machine.
- `machine`: one run of a module, from its imports to its end. `crossing`: how it calls functions of ours.
- `wasi`, `descriptors`, `paths`: the functions that a program may import.
- `memory`, `files`, `streams`, `checks`: its memory, its files, its standard streams, and its own checks.
- `module`: a program as a file.
- `__main__`: makes this machine ready, which takes a minute.
"""
