"""What a page may cost: each limit on what strangers hand to the build process, in one place.

The limits of a program in the sandbox are not here but in `engine/job.py`: authors choose them. A page that exceeds
one of these gets a message with its place, and the rest of the site is built. The manual lists them under
"What a page may cost".
"""

from __future__ import annotations

_KIBIBYTE = 1024
_MEBIBYTE = 1024 * _KIBIBYTE

# The values that stand below `c_runner` in the front matter of a page, and how deep they may be nested. An alias
# counts as often as it is used.
FRONT_MATTER_NODES = 1000
FRONT_MATTER_DEPTH = 8
# The characters of the front matter of a page.
FRONT_MATTER = 64 * _KIBIBYTE
# The characters of the value of an option in front matter or in a fence header.
OPTION = 64 * _KIBIBYTE
# The ways to compile one block: compilers times sets of flags.
VARIANTS = 12
# The characters of a pattern of `volatile`.
PATTERN = 1000
# The processor seconds, and the seconds on the clock, in which a pattern is found in the output of a block; the memory
# of the process that looks for it; and the patterns of a build that may take longer, after which no other is tried.
PATTERN_CPU_TIME = 2
PATTERN_WALL_TIME = 20
PATTERN_MEMORY = 512 * _MEBIBYTE
PATTERN_OVERRUNS = 3
# The lines of two texts between their first difference and their last one; beyond, only the first difference is shown.
DIFF_LINES = 500
# The bytes of a file of records, of the cache or of notes; the objects and lists in it; these and all other values; and
# how deep they may be nested. A file that exceeds one of these counts as absent.
STORED_FILE = 16 * _MEBIBYTE
STORED_OBJECTS = 200_000
STORED_VALUES = 2_000_000
STORED_DEPTH = 32
# The bytes of results that a build holds in memory, where the cache or the records have them too.
RESULTS_IN_MEMORY = 64 * _MEBIBYTE
