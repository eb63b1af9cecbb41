#!/bin/sh
# jupyter-c-kernel, which runs C in notebooks, answers "ok" whether a cell compiles, ends with an error or is killed.
# The protocol of Jupyter has the status "error" for these ("Execution results"). Tools that execute notebooks look at
# nothing else: nbclient, which stops at the first error by default, goes through all of them, and so does a
# documentation site.
#
# What follows: a block whose program fails, fails the build, unless its author expects it.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet jupyter-c-kernel==1.2.2 nbclient==0.10.2 ipykernel==6.29.5
PATH="$work/venv/bin:$PATH"
export PATH
python venv/bin/install_c_kernel --sys-prefix >/dev/null 2>&1
gcc --version | head -n 1
python -m pip list 2>/dev/null | grep -E 'jupyter-c-kernel|jupyter_c_kernel|nbclient'
python - <<'END'
import sys

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

programs = (
    "int main(void) { return undeclared; }",
    "#include <stdlib.h>\nint main(void) { abort(); }",
    "int main(void) { return 3; }",
)
notebook = new_notebook(cells=[new_code_cell(program) for program in programs])
try:
    NotebookClient(notebook, timeout=120, kernel_name="c").execute()
except CellExecutionError as error:
    sys.exit(f"The behavior has changed: {error}")
said = ["".join(part.text for part in cell.outputs).splitlines()[-1] for cell in notebook.cells]
print("no error was reported; the cells say:", *said, sep="\n")
sys.exit(not ("GCC exited with code 1" in said[0] and "exited with code -6" in said[1] and "code 3" in said[2]))
END
