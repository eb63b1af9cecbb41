"""Commands of a shell that go on in further lines, and those that do not."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.shell_lines import ShellLines, functions_in

WHOLE = [
    "ls",
    "echo 'a b' \"c 'd\" e\\'",
    'echo "it\'s $(echo "x") `date`"',
    "echo 'a\nb'",
    'printf "a\n$(echo "b\nc")\n"',
    "echo a \\\nb",
    "echo a |\ncat",
    "true &&\n# why\n\necho a",
    "cat <<END\n'\nEND",
    "cat <<-'E D' | wc\n\"\n\tE D",
    "cat <<A <<B\na\nA\nB",
    "cat <<END &&\nx |\nEND\necho a",
    "cat <<END \\\n-n\n(\nEND",
    "cat <<END 'a\nb'\n(\nEND",
    "echo $((1 << 2)) $(( 3 | 4 ))",
    "for i in 1 2; do\necho $i\ndone",
    "for i in 1 2\ndo echo $i; done | wc",
    "while read x; do if test $x; then echo do; fi; done",
    "if true\nthen echo if\nelse echo fi\nfi",
    'case a in\na) echo "\'" ;;\n*) if true; then true; fi;;\nesac',
    "{ echo a\necho b\n}",
    "f() {\necho a\n}; f",
    ":(){ :|:& };:",
    "f ()\n{\necho a\n}",
    "f()\n# why\n\n( echo a )",
    "f() for i\ndo echo $i\ndone",
    "{ f() { :; } }",
    "(cd d\nls)",
    "echo $(ls\npwd)",
    "echo `ls\npwd`",
    "echo a # it's | a comment",
    "echo a#'b'",
    "echo for if { \"(\" ')'",
    "echo ${x#'} ${#x}'}",
    "echo {} } done fi esac",
    "! true",
    "a > b 2>&1 < c >> d &",
    "echo '\\'",
    "cat <<< END",
    "",
    "sed 's/#/|/' a",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_command_ends_with_its_last_line(text: str) -> None:
    lines = ShellLines()
    for line in text.split("\n")[:-1]:
        lines.add(line)
        assert lines.goes_on
    lines.add(text.rsplit("\n", maxsplit=1)[-1])
    assert lines.lacks == ""
    assert not lines.goes_on


OPEN = {
    "echo 'a": "the quote ' is not closed",
    'echo "a$(echo b)': 'the quote " is not closed',
    "echo `a": "the quote ` is not closed",
    "echo a |": "goes on",
    "a ||": "goes on",
    "a && # b": "goes on",
    "a \\": "goes on",
    "cat <<END": "then the line END",
    "cat <<'a b'\na": "then the line a b",
    "cat <<-END\n END": "then the line END",
    "cat <<A <<B\nA": "then the line B",
    "f ()": "goes on",
    "f() # {": "goes on",
    # The shell says better what these lack.
    "for i in a; do": "",
    "if a": "",
    "( a": "",
    "{ a": "",
    "case a in": "",
}


@pytest.mark.parametrize("text", OPEN)
def test_a_command_needs_a_further_line(text: str) -> None:
    lines = ShellLines()
    for line in text.split("\n"):
        lines.add(line)
    assert lines.goes_on
    assert OPEN[text] in lines.lacks
    assert bool(lines.lacks) == bool(OPEN[text])


# Commands, and the texts of the functions that they define.
FUNCTIONS = {
    "f() { :; }": ["f() { :; }"],
    "f ( ) ( echo ')' ); f": ["f ( ) ( echo ')' )"],
    "true && f()\n{\n# }\n}\ng() if a; then b; fi": ["f()\n{\n# }\n}", "g() if a; then b; fi"],
    'f() { a; } > "b c" 2>&1 < d; e': ['f() { a; } > "b c" 2>&1 < d'],
    "f() { a; } >> ${X}b; e": ["f() { a; } >> ${X}b"],
    "f() { g() { a; }; { b; }; }": ["f() { g() { a; }; { b; }; }"],
    "f() { a; }; f() { b; }": ["f() { b; }"],
    "cat <<END\nf() { a; }\nEND": [],
    "echo f () { a; }": [],
    "f() a; { b; }": [],
    "f() { a; } <<END\nb\nEND": ["f() { a; } <<END\nb\nEND"],
    "f() { cat <<A; } <<'B C'\n}\nA\nb\nB C\ng": ["f() { cat <<A; } <<'B C'\n}\nA\nb\nB C"],
    "f() { a; } <<END; g\nb\nEND": [],
    "f() { a; } > $(b)": [],
    "$(f() { a; })": [],
    "f() { a": [],
    "() { a; }": [],
}


@pytest.mark.parametrize("text", FUNCTIONS)
def test_the_functions_of_a_command_are_found_with_their_whole_texts(text: str) -> None:
    assert list(functions_in(text).values()) == FUNCTIONS[text]
