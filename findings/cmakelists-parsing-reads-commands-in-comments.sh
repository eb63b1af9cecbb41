#!/bin/sh
# cmakelists-parsing, and parse-cmake that is made from it, know comments to the end of a line alone. The lines inside
# of a bracket comment, from `#[[` to `#]]`, are commands to them: a variable gets a value that was commented out. CMake
# has such comments since version 3.0 (cmake-language(7), "Bracket Comment"). Where the comment ends with `]]` alone,
# both refuse the file.
#
# What follows: programs are compiled by commands that their authors write, and nothing is read from files of CMake.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet cmakelists-parsing==0.3.1 parse-cmake==0.4.1
cat >level.cmake <<'END'
set(LEVEL 2)
#[[ An older build:
set(LEVEL 3)
#]]
message(STATUS "LEVEL ${LEVEL}")
END
cmake --version | head -n 1
venv/bin/python -m pip list 2>/dev/null | grep -i cmake
by_cmake=$(cmake -P level.cmake)
echo "cmake: $by_cmake"
[ "$by_cmake" = "-- LEVEL 2" ]
venv/bin/python - <<'END'
import sys

import cmakelists_parsing.parsing
import parse_cmake.parsing

with open("level.cmake") as script:
    text = script.read()
changed = False
for parser in (cmakelists_parsing.parsing, parse_cmake.parsing):
    commands = [item for item in parser.parse(text) if hasattr(item, "body")]
    level = [item.body[1].contents for item in commands if item.name == "set"][-1]
    print(f"{parser.__name__}: LEVEL {level}")
    changed = changed or level != "3"
sys.exit(changed)
END
