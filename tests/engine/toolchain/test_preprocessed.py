"""Preprocessed code, made readable."""

from __future__ import annotations

from mkdocs_c_runner.engine.toolchain.preprocessed import preprocessed


class TestThePreprocessor:
    def test_leaves_headers_out_and_says_so(self) -> None:
        text = """# 1 "main.c"
# 1 "<built-in>"
# 1 "/usr/include/stdc-predef.h" 1 3 4
# 1 "main.c"
# 1 "/usr/include/stdio.h" 1 3 4
int puts(const char *);
# 1 "/usr/include/x86_64-linux-gnu/bits/types.h" 1 3 4

typedef int t;
# 1 "main.c" 2
# 1 "/usr/include/limits.h" 1 3 4
# 3 "main.c" 2


int x;
"""
        assert self.lines(text) == [
            ("", "/* stdio.h: 2 lines */"),
            ("", "/* limits.h: definitions alone */"),
            ("", ""),
            ("main.c:5", "int x;"),
        ]

    def test_puts_lines_together_that_a_macro_of_a_header_broke(self) -> None:
        text = """# 7 "main.c"
char *p =
# 7 "main.c" 3 4
         ((void *)0)
# 7 "main.c"
                    ;
"""
        assert self.lines(text) == [("main.c:7", "char *p = ((void *)0);")]

    def test_leaves_out_what_readers_do_not_see(self) -> None:
        text = '# 1 "main.c (hidden)"\nint hidden;\n# 1 "main.c"\nint seen;\n'

        assert self.lines(text) == [("main.c:1", "int seen;")]

    @staticmethod
    def lines(text: str) -> list[tuple[str, str]]:
        names = {"main.c", "main.c (hidden)"}
        found = preprocessed(
            text.removesuffix("\n").split("\n"),
            lambda name: name if name == "main.c" else "",
            lambda name: name in names,
        )
        return list(found)
