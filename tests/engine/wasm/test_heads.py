"""What programs include at their beginning is read once, which changes neither them nor what the compiler says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.wasm import engines
from mkdocs_c_runner.engine.wasm.compiler import Compiler
from mkdocs_c_runner.engine.wasm.executor import _build
from mkdocs_c_runner.engine.wasm.files import Directory, File, Full, Room
from mkdocs_c_runner.engine.wasm.heads import text_of
from mkdocs_c_runner.engine.wasm.machine import Machine
from mkdocs_c_runner.engine.wasm.toolchain import Toolchain, installed
from mkdocs_c_runner.engine.wasm.worker import library, tools

STDIO = "#include <stdio.h>\n"

HEADS = {
    "one header": ("#include <stdio.h>\nint x;\n", STDIO),
    "headers and comments": (
        "/* A program. **/\n// It is small.\n\n#include <stdio.h> // printf\r\n\t# include  <sys/types.h>\nint x;",
        "#include <stdio.h>\n# include  <sys/types.h>\n",
    ),
    "what the library has": (
        "#define _GNU_SOURCE\n#define _XOPEN_SOURCE 700\n#include <stdio.h>\n",
        f"#define _GNU_SOURCE\n#define _XOPEN_SOURCE 700\n{STDIO}",
    ),
    "a macro of the program's own": ("#define N 3\n#include <stdio.h>\n", ""),
    "code before": ("int x;\n#include <stdio.h>\n", ""),
    "code between": (f"{STDIO}int x;\n#include <math.h>\n", STDIO),
    "code behind": (f"{STDIO}#include <math.h> int x;\n", STDIO),
    "a header of its own": (f'{STDIO}#include "list.h"\n', STDIO),
    "nothing but a macro": ("#define _GNU_SOURCE\nint x;\n", ""),
    "a continued comment": ("// a \\\n#include <math.h>\n#include <stdio.h>\n", ""),
    "a comment without end": ("/* #include <stdio.h>\n", ""),
    "trigraphs": ("// a ??/\n#include <stdio.h>\n", ""),
    "no line behind": ("#include <stdio.h>", STDIO),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("source", "head"), HEADS.values(), ids=list(HEADS))
def test_the_head_of_a_program_is_what_it_includes_first(source: str, head: str) -> None:
    assert text_of(source.encode()) == head


@pytest.fixture(scope="module")
def toolchain() -> Toolchain:
    try:
        return installed()
    except EngineError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def compiler(toolchain: Toolchain) -> Compiler:
    machine = Machine(engines.well(watches=False))
    sysroot, packed, compiled = map(Path, toolchain.worker_arguments)
    return Compiler(machine, tools(machine, packed, compiled), library(sysroot))


BODIES = {
    "a program": 'int main(void) { printf("%d\\n", rand()); }',
    "assertions": '#include <assert.h>\n#include <assert.h>\nint main(void) { assert(!"no"); }',
    "warnings": 'int main(void) { int unused; printf("%d\\n", 1.5); strlen(); }',
    "an error": 'int main(void) { printf("%d\\n", 1) }',
    "names of headers": "int printf; struct FILE { int x; };\nint main(void) { return EOF + puts; }",
    "lines": '#line 9 "other.c"\nint main(void) { return __LINE__ + __COUNTER__ + x; }',
    "macros again": "#undef NULL\n#define NULL 3\n#define EOF 4\nint main(void) { return NULL + EOF; }",
    "its own functions": "size_t strlen(const char *s) { return *s; }\nint main(void) { return strlen(0); }",
    "declarations of headers": "struct timespec t; int main(void) { t.tv_nsec = 1; return timespec_get(&t, 1); }",
    "setjmp": "#include <setjmp.h>\njmp_buf b; int main(void) { if (!setjmp(b)) longjmp(b, 1); }",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
@pytest.mark.parametrize(
    "flags", [("-Wall", "-Wextra"), ("-O2", "-std=c99", "-pedantic", "-Wconversion")]
)
def test_a_kept_head_changes_nothing(
    body: str, flags: tuple[str, ...], compiler: Compiler, toolchain: Toolchain
) -> None:
    headers = "".join(f"#include <{name}.h>\n" for name in ("stdio", "string", "stdlib", "time"))
    job = Job((SourceFile("main.c", f"{headers}\n{body}\n".encode()),), flags=flags)
    request = _build(toolchain, job)
    whole = {**request, "steps": [(lines, None) for lines, _ in request["steps"]]}

    results = [compiler.build(request)[1:] for _ in range(3)]

    assert compiler._heads.kept(request["steps"][0].head, lambda _: b"")
    assert results == [compiler.build(whole)[1:]] * 3


@pytest.mark.parametrize(
    ("source", "flag", "said"),
    [
        ("#include <nowhere.h>\n", "-Wall", "main.c:1:10: fatal error: "),
        ("#define _GNU_SOURCE\n#include <stdio.h>\n", "-D_GNU_SOURCE=2", "main.c:1:9: warning: "),
        ("#include <stdio.h>\nint x;\n", "-std=c89", ""),
    ],
)
def test_a_head_that_the_compiler_has_something_to_say_of_is_not_kept(
    source: str, flag: str, said: str, compiler: Compiler, toolchain: Toolchain
) -> None:
    job = Job((SourceFile("main.c", source.encode()),), flags=(flag,), runs=False)
    request = _build(toolchain, job)

    results = [compiler.build(request)[1] for _ in range(4)]

    assert results == results[:1] * 4
    assert said in str(results[0])
    assert not (head := request["steps"][0].head) or not compiler._heads.kept(head, lambda _: b"")


def test_no_program_changes_the_library() -> None:
    root = Directory.of({"usr/include/stdio.h": b"int x;"}, is_fixed=True)
    directory, name, file = root.find("usr/include/stdio.h")
    assert directory is not None
    assert isinstance(file, File)

    changes: list[Callable[[], None]] = [
        lambda: directory.put(name, File()),
        lambda: directory.put("new.h", File()),
        lambda: directory.drop(name),
        lambda: file.write(0, b"y", Room(99, 99)),
        lambda: file.resize(0, Room(99, 99)),
        lambda: root.put("usr", Directory()),
    ]
    for change in changes:
        with pytest.raises(Full):
            change()
    assert file.read(0, 99) == b"int x;"
