"""The limits on everything that strangers hand to the build process, in one place: what a page may cost.

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
# The characters of the front matter of a page, and the aliases in it, where this package reads it and not the host.
FRONT_MATTER = 256 * _KIBIBYTE
FRONT_MATTER_ALIASES = 100

# The characters of the value of one option, in front matter or in a fence header.
OPTION = 128 * _KIBIBYTE
# The characters of such a value that a message repeats, and the mistakes of one header that are told.
QUOTED_OPTION = 500
TOLD_MISTAKES = 20
# The characters of a word, and the number of known words, among which the one that was meant is looked for.
COMPARED_WORD = 100
COMPARED_WORDS = 500
# The characters of a line that was meant to be a header, for which the right header is looked for.
CORRECTED_HEADER = 4 * _KIBIBYTE
# The lines of a block that `hl_lines` may name, each as often as it does.
HIGHLIGHTED_LINES = 10_000

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
# The states of an animation that are kept to be shown.
FRAMES = 200
# The lines of two texts between their first difference and their last one; beyond, only the first difference is shown.
DIFF_LINES = 500
# The bytes of a file of records, of the cache or of notes; the objects and lists in it; these and all other values; and
# how deep they may be nested. A file that exceeds one of these counts as absent.
STORED_FILE = 16 * _MEBIBYTE
STORED_OBJECTS = 200_000
STORED_VALUES = 2_000_000
STORED_DEPTH = 32
# The bytes of results that a build holds in memory, where the cache or the records have them too.
RESULTS_IN_MEMORY = 8 * _MEBIBYTE
# The blocks that one block may use, directly or not.
USED_BLOCKS = 500
# The definitions of a program that blocks extend.
DEFINITIONS = 1000
# The characters of whole programs that the blocks of a page show, and of the lines beside which they show changes; a
# block beyond has its program as a link alone, and its own lines in place of its changes. And the characters of whole
# programs that are highlighted; of a block beyond, only its own lines are.
PROGRAMS_OF_PAGE = _MEBIBYTE
HIGHLIGHTED_PROGRAMS = 64 * _KIBIBYTE
# The commands of one session.
SESSION_LINES = 100
# The bytes of the variables that the shell of a line of a session hands on to the next one, and those of functions;
# more are not handed on.
SESSION_STATE = 64 * _KIBIBYTE
# The bytes of the source of one program.
SOURCE = 64 * _KIBIBYTE

# The bytes of one file beside a page, of all files of one block, and of all different files of a site.
PAGE_FILE = 8 * _MEBIBYTE
FILES_OF_BLOCK = 16 * _MEBIBYTE
FILES_OF_SITE = 64 * _MEBIBYTE
# The bytes of all files of one block that readers run in their browsers; a block with more has no button.
BROWSER_FILES = _MEBIBYTE
# The bytes of one file that are a part of the key of a job; a larger one has its digest there. To change this makes
# recorded results of such jobs stale.
WRITTEN_IN_KEYS = 256 * _KIBIBYTE

# The bytes and lines of one view of a program, such as its assembly, before it is shortened; and how many of them are
# held at one time.
RAW_VIEW = 16 * _MEBIBYTE
RAW_VIEW_LINES = 300_000
HELD_VIEWS = 4

# The characters that may be read again because of fences that are written wrongly; each of them costs one reading of
# the page.
RESCANNED = 4 * _MEBIBYTE
# The lines of a block, beyond those that are alike at both ends, in which the changes of another plugin are looked for.
REWRITTEN_LINES = 100

# The pictures of memory of a block: the snapshots, those of a run of a reader, the bytes that describe them, the values
# in all of them, and how deep their description may be nested.
MEMORY_STEPS = 1000
MEMORY_STEPS_LIVE = 200
MEMORY_TEXT = 192 * _KIBIBYTE
MEMORY_CELLS = 500_000
MEMORY_DEPTH = 24
# The characters of a drawing of all steps, after which further steps are left out.
MEMORY_DRAWING = 4 * _MEBIBYTE
# The entries that are read of what a compiler says of the types and variables of a program.
MEMORY_ENTRIES = 100_000
