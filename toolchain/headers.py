"""What the headers of the library say otherwise here, so that programs print what they print with glibc on Linux."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_ERRORS = Path(__file__).resolve().with_name("errors.txt")

# Where the headers are, below `usr`, and where our parts of the library find what is made of the errors.
_HEADERS, _FOR_SHIMS = "include/wasm32-wasip1", "tmp/errors.inc"

# Parameters, by their numbers, of functions that read what they point to: a null pointer ends the program there.
_READ = {
    "string.h": {
        (1,): "strlen strdup strndup",
        (2,): "strtok",
        (1, 2): "strcpy strcat strcmp strncat strncmp strstr strspn strcspn strpbrk strcoll",
    },
    "strings.h": {(1, 2): "strcasecmp strncasecmp"},
    "stdlib.h": {(1,): "atoi atol atoll atof strtod strtof strtol strtoul strtoll strtoull"},
    "stdio.h": {
        (1,): "fclose fseek ftell rewind feof ferror clearerr fgetc getc puts printf scanf",
        (2,): "fputc putc ungetc",
        (1, 2): "fputs fprintf fscanf sprintf sscanf",
        (1, 3): "fgets",
        (4,): "fread fwrite",
    },
}

# Texts of headers, and what they are replaced by.
_OTHERWISE = {
    # Functions return what glibc's return, and not only whether it is true.
    "ctype.h": [(r"(?m)^#define is(?!ascii)\w+\(a\) .*\n", "")],
    "stdio.h": [
        (r"(#define BUFSIZ) .*", r"\1 8192"),
        (r"(#define FOPEN_MAX) .*", r"\1 16"),
        (r"(#define FOPEN_MAX.*\n)#ifdef [^\n]*\n((?:#define.*\n)+)#endif\n", r"\1\2"),
        (r"(#define TMP_MAX) .*", r"\1 238328"),
        (r' __attribute__\(\(__deprecated__\("(?:tmp\w+|gets) is not [^;]*\)\)\);', ";"),
    ],
    # The library returns more bits than a function that nobody has declared.
    "time.h": [(r"(?m)^(time_t time ?\(.*\));", r'\1 __asm__("declared_time");')],
    "limits.h": [(r"(#define MB_LEN_MAX) .*", r"\1 16")],
    "__typedef_clock_t.h": [(r"/\*.*\*/\ntypedef long long clock_t;", "typedef long clock_t;")],
    "__header_time.h": [(r"(#define CLOCKS_PER_SEC) .*", r"\1 ((clock_t)1000000)")],
    "__errno.h": [
        (
            r"extern _Thread_local int errno;\n\n#define errno errno",
            "int *__errno_location(void);\n\n#define errno (*__errno_location())",
        )
    ],
}

# Declarations that they lack.
_BESIDES = {
    "time.h": "void tzset(void);\nextern char *tzname[2];\nextern int daylight;\nextern long timezone;\n",
    "unistd.h": "pid_t getppid(void);\nuid_t getuid(void);\nuid_t geteuid(void);\ngid_t getgid(void);\n"
    "gid_t getegid(void);\nint gethostname(char *, size_t);\n",
}


def adapt(usr: Path) -> None:
    """Change the headers below the directory `usr`, and write what our parts of the library include.

    Raises:
        ValueError: If a header does not have what is to be changed.
    """
    headers = usr / _HEADERS
    for name, changes in _OTHERWISE.items():
        for pattern, text in changes:
            _replace(headers / name, pattern, text)
    for name, functions in _READ.items():
        for numbers, names in functions.items():
            which = ", ".join(map(str, numbers))
            for function in names.split():
                declaration = rf"(?m)^([\w ]+[ *]{function} ?\(.*\));$"
                _replace(headers / name, declaration, rf"\1 __attribute__((__nonnull__({which})));")
    for name, declarations in _BESIDES.items():
        _replace(headers / name, r"\n#ifdef __cplusplus\n}\n#endif\n", rf"\n{declarations}\g<0>")
    values = headers / "__errno_values.h"
    (usr.parent / _FOR_SHIMS).write_text("".join(_for_shims(values.read_text("utf-8"))), "utf-8")
    values.write_text("".join(_numbers()), "utf-8")


def _replace(path: Path, pattern: str, text: str) -> None:
    changed, count = re.subn(pattern, text, path.read_text("utf-8"))
    if not count:
        raise ValueError(f"{path.name} has nothing that matches {pattern}")
    path.write_text(changed, "utf-8")


def _errors() -> Iterator[tuple[str, str, str]]:
    """Yield the number, the name and the words of each error; a second name has none."""
    for line in _ERRORS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            number, name, *words = line.split(maxsplit=2)
            yield number, name, "".join(words)


def _numbers() -> Iterator[str]:
    """Yield the lines of a header with the numbers of errors on Linux."""
    yield "#ifndef C_RUNNER_ERRNO_VALUES_H\n#define C_RUNNER_ERRNO_VALUES_H\n\n"
    for number, name, _ in _errors():
        yield f"#define {name} {number}\n"
    yield "\n#endif\n"


def _for_shims(values: str) -> Iterator[str]:
    """Yield the words of errors, and their numbers by those of WASI. What Linux has not is forbidden."""
    yield "static const char *const texts[] = {\n"
    for number, _, words in _errors():
        if words:
            yield f'    [{number}] = "{words}",\n'
    yield "};\n\nstatic const unsigned char of_wasi[] = {\n"
    known = {name for _, name, _ in _errors()}
    for found in re.finditer(r"^#define (E\w+) (\d+)$", values, re.MULTILINE):
        yield f"    [{found[2]}] = {found[1] if found[1] in known else 'EACCES'},\n"
    yield "};\n"
