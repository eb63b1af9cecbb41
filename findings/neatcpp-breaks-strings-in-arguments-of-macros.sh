#!/bin/sh
# neatcpp, a preprocessor for C in Python, writes a line break in place of `\n` in a string that is the argument of a
# macro: of `LOG("%d\n", 1)` it makes a string that goes on in the next line, which is no C. The tokens of an argument
# stand in the result as they are (C17 6.10.3.1). With `#` it puts no backslash before the quotation marks inside, as C
# does (6.10.3.2), so that the result is another string, or none.
#
# What follows: no macro is expanded outside of the compiler.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet neatcpp==1.2.1
cat >main.c <<'END'
int puts(const char *);
#define SAY(text) puts(text)
#define NAME(text) puts(#text)
int main(void)
{
    SAY("one\ntwo");
    NAME(say("hi"));
}
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep neatcpp
gcc -o main main.c
by_gcc=$(./main | tr '\n' '/')
echo "gcc prints: $by_gcc"
venv/bin/neatcpp main.c expanded.c
echo "neatcpp writes:"
cat expanded.c
[ "$by_gcc" = 'one/two/say("hi")/' ]
grep -qF 'puts("one' expanded.c && grep -qx 'two");' expanded.c && grep -qF 'puts("say("hi")")' expanded.c
! gcc -c expanded.c 2>/dev/null
