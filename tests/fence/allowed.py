"""What messages about wrong values say is allowed."""

from __future__ import annotations

LINES = 'must be a number of lines from 2, or "off"'
RESULTS = "must be one of text, image, svg, csv, plot, markdown, html"
ALLOW_HTML = "needs allow_html: true in mkdocs.yml, because such output can contain any HTML"
CHARTS = "must be one of line, scatter, bar, perhaps with logx or logy"
ON_OFF = 'must be "on" or "off"'
TIME = 'must be a time such as "2" or "500ms"'
SIZE = 'must be a size such as "64M"'
NUMBER = "must be a positive number"
WORDS = "must be words as a shell reads them (No closing quotation)"
PAIRS = "must be one or more NAME=value, separated by spaces"
PARTS = (
    "must be some of source, command, output, stdout, stderr, diagnostics, asm, preprocessed, "
    "symbols, sections, disassembly, memory, compiler, changes, program, data, figures, none"
)
FILE = "must be a plain file name such as list.c or list.h, or lib/list.h"
NAME = "must be a name such as list"
USES = "must be names of blocks, such as list or other.md#list"
DATA = "must be files beside the page, with plain names such as scores.csv"
STANDARD = "must be a C standard such as c17 or gnu11"
UNCLOSED = "must be a regular expression (missing ), unterminated subpattern at position 0)"
TOO_LARGE = "must be a regular expression (the repetition number is too large)"
NOTHING = 'must not match the empty string; "all" stands for all of the output'
PROGRAM = "must be a plain name such as bank, without a directory"
ARGUMENTS = "must be at most 100 arguments and 64 KiB, without NUL"
EXPECT = (
    "must be one of compile-error, memory-limit, ok, output-limit, runtime-error, time-limit, "
    "exit N, a signal such as SIGSEGV, sanitizer, warning, warning:NAME, or any"
)
