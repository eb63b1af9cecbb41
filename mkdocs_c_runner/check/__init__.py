"""Compares the outcome of a block with what its author expects of it.

Goes in: a `Ran`, that is a snippet with its outcome, whose compiler messages and printed value are read once. Comes
out: a `Checked`, with the mismatch and the unexpected warnings. `failure.py` puts a mismatch
into words for a log. Nothing here writes to the log, counts, or makes HTML.

- `ran`: the values between the steps run, check and render.
- `check`: the comparison. `mismatches`: what differs, for blocks that promise more than to end well, or do not.
  `difference`: the lines in which two texts differ. `sessions`: the same of sessions, with `session_advice`.
- `accepting`: the page with the real output in it.
- `hints`, `missing_files`, `missing_names`, `time_zones`, `advice`, `remarks`: what an author should know or type.
- `pictures`: the same of pictures of memory.
- `elsewhere`, `compared`: a block that runs in the browsers of readers, compared with what it is here.
- `failure`: a mismatch in the words of a log.
"""
