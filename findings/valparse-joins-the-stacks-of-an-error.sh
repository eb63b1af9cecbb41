#!/bin/sh
# valparse, a reader of the XML of valgrind, joins the stack of an error and the stack of the allocation that it
# concerns: a write behind an array seems to happen in `main`, called by `malloc`. In the format (protocol 4, "auxwhat"
# and the stack after it) they are two. The stacks are joined without a mark, so that a program cannot take them apart.
#
# What follows: errors of memory are found by the sanitizers of the compiler, and `messages/` reads their text.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet valparse==0.2.1
cat >main.c <<'END'
#include <stdlib.h>
static int *make(void) { return malloc(4 * sizeof(int)); }
int main(void)
{
    int *numbers = make();
    numbers[4] = 1;
    free(numbers);
}
END
valgrind --version
venv/bin/python -m pip list 2>/dev/null | grep valparse
gcc -g -O0 -o main main.c
valgrind --xml=yes --xml-file=errors.xml ./main 2>said
echo "stacks in the file: $(grep -c '<stack>' errors.xml)"
venv/bin/python - <<'END'
import sys

from valparse import Parser

stack = [frame.fn for frame in Parser("errors.xml").errs[0].stack]
print("one stack in valparse:", *stack)
sys.exit(stack != ["main", "malloc", "make", "main"])
END
