"""The headers and libraries that C needs, and the command lines of the compiler and the linker."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import headers

LIBRARIES = "usr/lib/wasm32-wasip1"
_BUILTINS = "/usr/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a"
SHIMS = f"/{LIBRARIES}/libshims.a"
COMMON = {name: f"/{LIBRARIES}/lib{name}.a" for name in ("usual", "common")}

# Our parts that are linked only where `when` names them.
APART = ("void_main", "void_main_arguments", "void_main_calls", "main_of_count")

# A printf without conversions of floating types, and the library that has it, in which scanf is larger than elsewhere.
INTEGERS, INTEGERS_OF = (
    f"/{LIBRARIES}/lib{name}.a" for name in ("integers", "c-printscan-no-floating-point")
)
PRINTF = "vfprintf.c.obj"

# What the package has for C: the standard headers of clang, those of the library, and its archives.
_WANTED = re.compile(
    r"""include/(?:
            (?:__std|__float_)\w+\.h
          | (?:float|inttypes|iso646|limits|stdalign|stdarg|stdatomic|stdbool|stdckdint|stdcountof|stddef|stdint
              |stdnoreturn|tgmath|varargs|wasm_simd128)\.h
          | wasm32-wasip1/(?!c\+\+/|eh/|noeh/).*\.h
        )
      | lib/wasm32-unknown-wasip1/libclang_rt\.builtins\.a
      | lib/wasm32-wasip1/(?:
            crt1-command\.o
          | lib(?:c|m|dl|rt|util|crypt|pthread|resolv|xnet|setjmp|c-printscan-(?:long-double|no-floating-point))\.a
          | libwasi-emulated-(?:getpid|mman|process-clocks|signal)\.a
        )""",
    re.VERBOSE,
)

# Emulations that the headers of the library ask for before they declare what needs them.
_EMULATED = ("SIGNAL", "PROCESS_CLOCKS", "GETPID", "MMAN")

# Errors of clang that gcc calls warnings.
_WARNINGS_OF_GCC = (
    *("implicit-function-declaration", "implicit-int", "int-conversion"),
    *("incompatible-pointer-types", "return-type", "return-mismatch"),
)

# What glibc says of itself before a program includes anything, in `stdc-predef.h`.
_OF_LIBRARY = (
    *("__STDC_IEC_559__=1", "__STDC_IEC_559_COMPLEX__=1", "__STDC_ISO_10646__=201706L"),
    *("__STDC_IEC_60559_BFP__=201404L", "__STDC_IEC_60559_COMPLEX__=201404L"),
)

_COMPILER = (
    *("clang", "-cc1", "-triple", "wasm32-unknown-wasip1", "-emit-obj", "-disable-free"),
    *("-clear-ast-before-backend", "-mrelocation-model", "static", "-mframe-pointer=none"),
    *("-ffp-contract=on", "-fno-rounding-math", "-mconstructor-aliases", "-target-cpu", "generic"),
    *("-fvisibility=hidden", "-resource-dir", "/usr", "-isysroot", "/usr"),
    *("-internal-isystem", "/usr/include/wasm32-wasip1", "-internal-isystem", "/usr/include"),
    "-fno-builtin-strncmp",  # gcc computes strcmp of constants, and not this one
    *("-fgnuc-version=4.2.1", "-ferror-limit", "20", "-x", "c", "-fmath-errno"),
    # A number beyond the range of an integer becomes the one that an x86-64 makes of it.
    *("-target-feature", "-nontrapping-fptoint"),
    *(f"-D_WASI_EMULATED_{name}" for name in _EMULATED),
    *(f"-D{definition}" for definition in _OF_LIBRARY),
)

# A null pointer is no address that traps, and a division or the end of a function may do anything: what a processor or
# gcc would do is what the host does when one of these is found.
_CHECKS = (
    "-fsanitize=null,nonnull-attribute,array-bounds,integer-divide-by-zero,unreachable,return",
    "-fsanitize-recover=array-bounds",
)

# Functions of one number, of each type, in `numbers.c`.
_OF_ONE = ("sqrt", "log", "log2", "log10", "acos", "asin", "exp", "cosh", "sinh")

# Functions of the library that ours stand before.
WRAPPED = (
    *("__stdio_read", "vfprintf", "__wasilibc_open_nomode", "setlocale", "getcwd", "fflush"),
    *("__fdopen", "fdopen", "fputs", "strftime", "__ctype_get_mb_cur_max", "pow", "fmod"),
    *("gmtime", "gmtime_r", "localtime", "localtime_r"),
    *(f"{name}{end}" for name in _OF_ONE for end in ("", "f")),
)

# The parts of the library: all, those that most programs need, and those that small ones do.
_ALL = (
    "-lc",
    *(f"-lwasi-emulated-{name.lower().replace('_', '-')}" for name in _EMULATED),
    _BUILTINS,
)
_MOST, _USUAL = ("-lcommon",), ("-lusual",)


def link(libraries: tuple[str, ...]) -> list[str]:
    """Return the command line that links a program."""
    return [
        *("wasm-ld", "-m", "wasm32", f"-L/{LIBRARIES}", f"/{LIBRARIES}/crt1-command.o"),
        *("@objects", "-lshims", *libraries),
        *("-z", "stack-size=8388608", "--stack-first", "--export=__stack_pointer"),
        *(f"--wrap={name}" for name in WRAPPED),
        *("--allow-undefined-file=/usr/lib/imports.txt", "--max-memory=@memory", "-o", "@output"),
    ]


# How a program is compiled.
_COMPILE = (
    *_COMPILER,
    *("-debug-info-kind=line-tables-only", "-dwarf-version=4", "-fdebug-compilation-dir=."),
    *_CHECKS,
    "-Wno-unknown-warning-option",
    *(f"-Wno-error={name}" for name in _WARNINGS_OF_GCC),
    "@flags",
)

# Of a main that returns nothing, the last call decides on the status.
_AS_STATUS = (
    "-lvoid_main_calls",
    *(f"--wrap={name}" for name in ("getchar", "putchar", "fclose", "system", "scanf")),
)

# What is no code: comments, texts and characters. Their ends may be missing.
_ASIDES = r"""/\*[\s\S]*?(?:\*/|$)|//[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?"""

# What of it is another word where the compiler keeps what it has read.
_KEEPS = {"-emit-obj": "-emit-pch", "c": "c-header"}

# What the page and the build tell the compiler and the linker. Words with an @ stand for what they compile.
COMMANDS = {
    "compile": [*_COMPILE, "-main-file-name", "@source", "-o", "@object", "@source"],
    "keep_head": [
        *(_KEEPS.get(word, word) for word in _COMPILE),
        *("-fno-pch-timestamp", "-o", "@object", "@source"),
    ],
    "kept_head": ["-include-pch", "@object", "-fno-validate-pch"],
    "link": link(_ALL),
    "link_most": link(_MOST),
    "link_usual": link(_USUAL),
    "asides": _ASIDES,
    "when": [
        {
            "source": r"\b(?:sig)?(?:setjmp|longjmp)\b",
            "compile": [
                *("-target-feature", "+exception-handling", "-target-feature", "+multivalue"),
                *("-target-feature", "+reference-types", "-exception-model=wasm"),
                *("-mllvm", "-wasm-enable-sjlj", "-mllvm", "-wasm-use-legacy-eh=false"),
            ],
            "link": ["-lsetjmp"],
        },
        {
            "source": r"\blong\s+double\b|\blong double_t\b|%[-+ #0-9.*]*L[aefgAEFG]",
            "compile": [],
            "link": ["-lc-printscan-long-double"],
        },
        {  # no value of a floating type, and no conversion of one: printf is half as large then
            "source": r"^(?![\s\S]*(?:float|double|_Complex|complex\.h|math\.h|time\.h|\d\.|\.\d|\d[eE][-+]?\d"
            r"|atof|strto(?:[fd]|ld)|rand48|%[-+ #0-9.*'$hlLjzt]*[aefgAEFG]|[\"'][aefgAEFG][\"']))",
            "compile": [],
            "link": ["-lintegers"],
        },
        {  # a format in which is more than the plainest conversions
            "source": r'"[^"\n]*%(?!(?:[-+ #0*\d.]*(?:hh?|ll?|[jzt])?[diouxXeEfFgGaAc]|[-+ #0*\d]*s|%))',
            "compile": [],
            "link": ["--undefined=write_formatted"],
        },
        {
            "of": "code",  # and not of what a comment says of other programs
            "source": r"\bvoid\s+main\s*\(\s*(?:void\s*)?\)",
            "compile": [],
            "link": ["-lvoid_main", *_AS_STATUS],
        },
        {
            "of": "code",
            "source": r"\bvoid\s+main\s*\([^(),]*,[^(),]*\)",
            "compile": [],
            "link": ["-lvoid_main_arguments", *_AS_STATUS],
        },
        {  # a main with one parameter, which may have no type
            "of": "code",
            "source": r"\bmain\s*\((?!\s*void\s*\))\s*\w[^(),]*\)",
            "compile": [],
            "link": ["--undefined=__main_argc_argv", "-lmain_of_count"],
        },
        {  # a main with three parameters
            "of": "code",
            "source": r"\bmain\s*\([^(),]*,[^(),]*,[^(),]*\)",
            "compile": [],
            "link": ["--undefined=__main_argc_argv"],
        },
    ],
    "flags": [
        r"-std=[a-z0-9:]+",
        r"-O[0-3sgz]?",
        r"-W(?![lap],)[a-z][a-z0-9=+-]*",
        r"-w",
        r"-pedantic(?:-errors)?",
        r"-[DU][A-Za-z_][A-Za-z0-9_]*(?:=.*)?",
        r"-f(?:wrapv|no-builtin|signed-char|unsigned-char|short-enums|no-math-errno|trapv)",
    ],
}

# The functions that the host of a program provides besides those of WASI.
_CHECKED = (
    *(
        "type_mismatch_v1",
        "out_of_bounds",
        "divrem_overflow",
        "builtin_unreachable",
        "missing_return",
        "nonnull_arg",
    ),
)
IMPORTS = [f"__ubsan_handle_{name}{end}" for name in _CHECKED for end in ("", "_abort")]


def compile_shim(source: str, made: str) -> tuple[str, ...]:
    """Return the command line that compiles a part of the library of ours."""
    return (*_COMPILER, "-O2", "-Wall", "-Wextra", "-Werror", "-std=gnu17", "-o", made, source)


def apart(name: str) -> str:
    """Return the path of the library that is one of our parts alone."""
    return f"/{LIBRARIES}/lib{name}.a"


def link_common(traced: str, made: str) -> tuple[str, ...]:
    """Return the command line that links an object with all that there is, and prints what it took."""
    words = {"@objects": traced, "@output": made}
    line = [words.get(word, word) for word in link(_ALL) if not word.startswith("--max")]
    return (*line, "-lsetjmp", "--trace")


def members(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each part of an archive, as `ar` makes them."""
    position, names = 8, b""
    while position < len(archive):
        head = archive[position : position + 60]
        size = int(head[48:58])
        name, content = head[:16].rstrip(), archive[position + 60 : position + 60 + size]
        if name == b"//":
            names = content
        elif name.startswith(b"/") and name != b"/":
            start = int(name[1:])
            yield names[start : names.index(b"/\n", start)].decode(), content
        elif name != b"/":
            yield name.rstrip(b"/").decode(), content
        position += 60 + size + size % 2


def extract(resources: Path, root: Path) -> None:
    """Extract what C needs, below the directory `usr` of a root."""
    with tarfile.open(resources) as archive:
        for member in archive:
            name = member.name.removeprefix("./").removeprefix("usr/")
            if member.isfile() and _WANTED.fullmatch(name):
                member.name = f"usr/{name}"
                archive.extract(member, root, filter="data")
    (root / "tmp").mkdir()
    headers.adapt(root / "usr")
    (root / "usr/lib/imports.txt").write_text("\n".join(IMPORTS) + "\n", "utf-8")


def archive(root: Path) -> bytes:
    """Return the headers and libraries as an archive that is the same whenever it is made."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted((root / "usr").rglob("*")):
            if path.is_file():
                member = tarfile.TarInfo(path.relative_to(root).as_posix())
                member.size = path.stat().st_size
                with path.open("rb") as file:
                    tar.addfile(member, file)
    return packed.getvalue()
