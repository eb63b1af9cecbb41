"""Pictures of memory: a program is compiled to record itself, runs, and what it recorded becomes values.

Goes in: a `Job` with `pictures`, and how its program ran. Comes out: the artifact `memory`, text that `record` reads
again as the values in `snapshots`. Nothing here confines a program: it runs under the rules that every program has,
and what it says of its memory is believed no more than what it prints. So all that is read here is bounded, and nothing
of it is executed.

The compiler prints assembly with debug information, in which each variable has one place for its whole life. `stops`
puts calls of a recorder into it, `recorder.c` is linked to that, and writes at each line, or where an author wants a
picture, which bytes of the stack, of global variables and of the heap have changed. The program runs twice, and memory
that has no value yet is filled with opposite bits: what differs between the two was never initialized. The reader
follows both traces with the types and places that the debug information tells.

- `values`, `snapshots`: what comes out. `writing`, `record`, `changes`: its text, written and read again.
- `tracing`: all of it, for one job. `marking`: the places of pictures in sources, and the names of their lines.
- `stops`, `recorder`, `recorder.c`, with `recorder.h` and the parts of it in `recorder_*.h`: assembly with calls, and
  the recorder that they call.
- `elf`, `dwarf`, `types`, `expressions`, `program`: the program file and its debug information.
- `trace`, `image`, `heap_block`, `touched`: a trace, the memory at one moment of it, and what changed.
- `calls`, `scenes`, `targets`, `block_objects`, `pointers`, `reading`, `scalars`: variables, what pointers point to,
  and values.
- `pictures`, `album`, `view`, `limits`: snapshots, moment after moment, and how much of each is shown. `kept`,
  `kept_blocks`: what stays the same from moment to moment.
- `unreadable`: the error for what cannot be read.
"""
