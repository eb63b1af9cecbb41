#!/bin/sh
# itanium-demangler offers itself as a replacement for c++filt. Of a template with a variable number of arguments it
# prints its own nodes in place of the parameters, the number -3 is "n3", which is only its spelling in the mangled name
# (the ABI writes the sign as n), and the `const` of a member function stands before its parentheses. It says of none
# that it cannot.
#
# What follows: the view of symbols shows the names that nm prints.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet itanium-demangler==1.1
cat >main.cpp <<'END'
template <class... Types> void pack(Types...) {}
template <int number> int value() { return number; }
struct shape { int area() const; };
int shape::area() const { return value<-3>(); }
int main() { pack(1, 2.0); }
END
c++filt --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep itanium
g++ -c -o main.o main.cpp
nm main.o | sed -n 's/.* [TW] \(_Z.*\)/\1/p' >names
paste names - <<END | sed 's/^/c++filt: /'
$(c++filt <names)
END
venv/bin/python - <<'END'
import sys

import itanium_demangler

with open("names") as names:
    shown = [str(itanium_demangler.parse(name.strip())) for name in names]
print(*shown, sep="\n")
everything = " ".join(shown)
parts = ("<Node expand_arg_pack", "value<(int)n3>()", "shape::area const()")
sys.exit(not all(part in everything for part in parts))
END
