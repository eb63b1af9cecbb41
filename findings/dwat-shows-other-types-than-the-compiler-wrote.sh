#!/bin/sh
# dwat reads debug information and writes structs as C. Of an array of arrays it shows the first dimension alone, a
# member that is `volatile` or `const` loses its name, and so does one that is a union. What it writes is no copy of the
# struct: it is smaller, and has other members. DWARF 5 (5.5 and 5.3) gives each dimension an entry of its own.
#
# What follows: `engine/memory` reads debug information itself, and its tests compare whole pictures.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet dwat==0.7.7
cat >board.c <<'END'
struct board {
    int cells[2][3];
    volatile int ready;
    union { int whole; float part; } value;
} board;
int main(void) { return board.ready; }
END
gcc --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep dwat
gcc -g -o board board.c
venv/bin/python - >shown <<'END'
import dwat

print(dwat.load_dwarf_path("board").lookup_type(dwat.NamedType.Struct, "board"))
END
cat shown
grep -qx '    int cells\[2\];' shown && grep -qx '    volatile int;' shown && ! grep -q '} value;' shown
