"""Messages of gcc and clang as they print them, and what is read from what they draw."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.messages.excerpts import FixIt, excerpt
from mkdocs_c_runner.messages.read import Message, read

GCC = """\
In file included from main.c:1:
list.h:2:12: warning: ‘unused’ defined but not used [-Wunused-function]
    2 | static int unused(void) { return 1; }
      |            ^~~~~~
main.c: In function ‘main’:
main.c:10:24: warning: format ‘%d’ expects argument of type ‘int’ [-Wformat=]
   10 |     printf("%d %s\\n", s, n);
      |             ~^        ~
      |              |        |
      |              int      char *
      |             %s
main.c:12:17: error: expected ‘;’ before ‘f’
   12 |         return 0
      |                 ^
      |                 ;
   13 |     f("x", 2);
      |     ~
main.c:14:5: warning: implicit declaration of function ‘puts’
   14 |     puts("");
      |     ^~~~
main.c:2:1: note: include ‘<stdio.h>’ or provide a declaration of ‘puts’
    1 | #include "list.h"
  +++ |+#include <stdio.h>
    2 | int main(void)
cc1: all warnings being treated as errors
"""

ANALYZER = """\
a.c: In function ‘main’:
a.c:2:48: warning: double-‘free’ of ‘p’ [CWE-415]
    2 |     free(p);
      |     ^~~~~~~
  ‘main’: event 1
    |
    |    2 |     free(p);
    |
"""

# Version 14: without a margin.
CLANG = """\
main.c:11:11: warning: using the result of an assignment as a condition without parentheses
    if (n = 8 && n)
        ~~^~~~~~~~
main.c:11:11: note: place parentheses around the assignment to silence this warning
    if (n = 8 && n)
          ^
        (         )
main.c:16:5: error: conflicting types for 'f'
int f(long a) { return 0; }
    ^
main.c:3:5: note: previous declaration is here
int f(int a);
    ^
main.c:4:1: error: extra ';' outside of a function
;
^
-
1 warning and 2 errors generated.
"""


def messages_in(text: str) -> list[Message]:
    """The messages in the output of a compiler."""
    return read(Stage(exit_code=1, segments=(Segment("stderr", text.encode()),))).with_notes


def test_each_message_has_its_context_and_its_notes() -> None:
    lines = GCC.split("\n")
    found = messages_in(GCC)

    assert [(item.diagnostic.file, item.diagnostic.line) for item in found] == [
        *(("list.h", 2), ("main.c", 10), ("main.c", 12), ("main.c", 14))
    ]
    assert [note.diagnostic.line for note in found[3].notes] == [2]
    left = set(range(len(lines))) - {index for item in found for index in item.lines}
    assert [lines[index] for index in sorted(left)] == [
        "cc1: all warnings being treated as errors",
        "",
    ]


def test_what_gcc_draws_is_told_apart() -> None:
    _, named, missing, included = messages_in(GCC)

    assert excerpt(named).quoted == r'    printf("%d %s\n", s, n);'
    assert excerpt(named).carets == "            ~^        ~"
    assert excerpt(named).fixits == (FixIt("%s"),)
    assert excerpt(missing).fixits == (FixIt(";"),)
    assert excerpt(included).fixits == ()
    assert excerpt(included.notes[0]).fixits == (FixIt("#include <stdio.h>"),)


def test_what_is_more_than_a_quote_is_kept() -> None:
    (found,) = messages_in(ANALYZER)

    assert excerpt(found).carets == "    ^~~~~~~"
    assert excerpt(found).further == tuple(ANALYZER.split("\n")[4:-1])


def test_what_clang_draws_is_told_apart() -> None:
    lines = CLANG.split("\n")
    condition, types, extra = messages_in(CLANG)

    assert excerpt(condition).carets == "        ~~^~~~~~~~"
    assert excerpt(condition.notes[0]).fixits == (FixIt("( … )"),)
    assert excerpt(types).quoted == "int f(long a) { return 0; }"
    assert excerpt(types.notes[0]).quoted == "int f(int a);"
    assert excerpt(extra).fixits == (FixIt(";", is_removed=True),)
    assert len(lines) - 2 in extra.lines  # that two errors were generated


@pytest.mark.parametrize("beneath", [" \n" * 10**5, " " + "~" * 10**5 + "x", "~^" * 10**5 + "-\n "])
def test_what_stands_beneath_a_message_takes_no_longer_than_it_is_long(beneath: str) -> None:
    (found,) = messages_in(f"main.c:1:1: error: x\n{beneath}")

    assert excerpt(found).fixits == ()


@pytest.mark.parametrize(
    "text", ["", "\n", "    ^~~\n", "tcc: error: x\n", "main.c: In function ‘f’:\n"]
)
def test_without_a_message_there_is_nothing(text: str) -> None:
    assert messages_in(text) == []
