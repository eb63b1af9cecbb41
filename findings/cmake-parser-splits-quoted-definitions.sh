#!/bin/sh
# cmake-parser makes two arguments of `-DNAME="a b"`. In CMake it is one: text without quotes may contain parts with
# quotes, and stays together (cmake-language(7), "unquoted_legacy"). Definitions of macros are written so: a command
# with two arguments seems to have three, of which one is an empty definition.
#
# What follows: programs are compiled by commands that their authors write, and nothing is read from files of CMake.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet cmake-parser==0.9.2
cat >count.cmake <<'END'
function(count)
  message(STATUS "${ARGC} arguments")
endfunction()
count(-DNAME="a b" -DLEVEL=2)
END
cmake --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep cmake
by_cmake=$(cmake -P count.cmake)
by_parser=$(venv/bin/python - <<'END'
from cmake_parser import parse_raw

with open("count.cmake") as script:
    calls = [item for item in parse_raw(script.read()) if item.identifier == "count"]
print(len(calls[0].args), "arguments:", *(argument.value for argument in calls[0].args))
END
)
echo "cmake:        $by_cmake"
echo "cmake-parser: $by_parser"
[ "$by_cmake" = "-- 2 arguments" ] && [ "$by_parser" = "3 arguments: -DNAME= a b -DLEVEL=2" ]
