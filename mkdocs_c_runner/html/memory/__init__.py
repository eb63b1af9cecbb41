"""Pictures of memory: frames on the left, blocks of the heap on the right, arrows between them; and the same in words.

Goes in: the snapshots of a program, as the engine reads them. Comes out: HTML. The pictures are SVG in the colors and
the font of the theme, without ids and without a script. Only where a reader goes from step to step there is one.

- `part`: the pictures of a block beneath its source. `stepper`: all steps of a program as one drawing. `remarks`: what
  else is to be told.
- `contents`, `rows`: a snapshot as boxes with rows of cells. `sizes`: how large they are. `heap`: where blocks stand.
  `routes`, `lanes`: the ways of the arrows. `room`: what they take in all steps. `layout`, `laid`: all of it, in
  numbers.
- `kept`: what stays the same from step to step.
- `drawing`: a layout as SVG. `around`: what stands around it. `words`, `story`: a snapshot in words, and what each step
  changes. `texts`: what a program says, made harmless.
"""
