#!/bin/sh
# objdump names the wrong file for a function if a `#line` directive renames its source in the first line. In version 5
# of debug information gcc numbers files from 0, and the file that is called like the source stands in the list twice.
# In version 4 the name is right.
#
# What follows: views of machine code are made with version 4.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
gcc --version | head -n 1
objdump --version | head -n 1

cat >main.c <<'END'
#line 1 "main.c (first)"
int first(void) { return 1; }
#line 1 "main.c"
int main(void) { return first(); }
END

# The place of the first function, without its directory.
place() {
    gcc -ffile-prefix-map="$work"=. -gdwarf-"$1" -o program main.c
    objdump -d -l program | sed -n '/<first>:/,/main/s|^.*/\(main.*\)$|\1|p' | head -n 1
}

four=$(place 4)
five=$(place 5)
echo "version 4: $four"
echo "version 5: $five"
[ "$four" = "main.c (first):1" ] && [ "$five" != "$four" ]
