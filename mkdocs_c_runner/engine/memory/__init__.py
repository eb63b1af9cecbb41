"""Pictures of memory: a program is compiled to record itself, runs, and what it recorded becomes values.

Goes in: a `Job` with `pictures`. Comes out: the artifact `memory`, text that `record` reads again as the values in
`snapshots`. Nothing here confines a program: it runs under the rules that every program has, and what it says of its
memory is believed no more than what it prints. So all that is read here is bounded, and nothing of it is executed.

- `values`, `snapshots`: what comes out. `writing`, `record`, `changes`: its text, written and read again.
"""
