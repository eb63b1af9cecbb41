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

# Functions that a program here cannot have, by header and by what they need.
_IMPOSSIBLE = {
    "unistd.h": {
        "other processes": "pid_t fork(void); int pipe(int [2]);"
        "int execl(const char *, const char *, ...); int execlp(const char *, const char *, ...);"
        "int execle(const char *, const char *, ...); int execv(const char *, char *const []);"
        "int execve(const char *, char *const [], char *const []);"
        "int execvp(const char *, char *const [])",
        "copies of descriptors": "int dup(int); int dup2(int, int)",
        "timers that send signals": "unsigned alarm(unsigned)",
    },
    "stdio.h": {"other processes": "FILE *popen(const char *, const char *)"},
    "signal.h": {"other processes": "int kill(int, int)"},
    "sys/wait.h": {"other processes": "pid_t wait(int *); pid_t waitpid(pid_t, int *, int)"},
    "pthread.h": {
        "threads": "int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)"
    },
    "threads.h": {"threads": "int thrd_create(thrd_t *, thrd_start_t, void *)"},
    "sys/socket.h": {
        "network": "int socket(int, int, int); int socketpair(int, int, int, int [2])"
    },
}
# Headers of standard C, in which a program that asks for that alone finds none of these.
_STANDARD = ("stdio.h", "signal.h")

# The end of a header, before which declarations fit.
_END = r"\n#ifdef __cplusplus\n}\n#endif\n"

# A header of Linux with what a program finds in a status, also in that of `system`.
_WAIT = """\
#ifndef _SYS_WAIT_H
#define _SYS_WAIT_H

#include <sys/types.h>

#define WNOHANG 1
#define WUNTRACED 2
#define WEXITSTATUS(status) (((status) & 0xff00) >> 8)
#define WTERMSIG(status) ((status) & 0x7f)
#define WIFEXITED(status) (WTERMSIG(status) == 0)
#define WIFSIGNALED(status) (((status) & 0xffff) - 1u < 0xffu)

#ifdef __cplusplus
}
#endif

#endif
"""


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
        _replace(headers / name, _END, rf"\n{declarations}\g<0>")
    (headers / "sys/wait.h").write_text(_WAIT, "utf-8")
    for name, functions_by_need in _IMPOSSIBLE.items():
        _forbid(headers / name, functions_by_need)
    values = headers / "__errno_values.h"
    (usr.parent / _FOR_SHIMS).write_text("".join(_for_shims(values.read_text("utf-8"))), "utf-8")
    values.write_text("".join(_numbers()), "utf-8")


def _replace(path: Path, pattern: str, text: str, *, least: int = 1) -> None:
    changed, count = re.subn(pattern, text, path.read_text("utf-8"))
    if count < least:
        raise ValueError(f"{path.name} has nothing that matches {pattern}")
    path.write_text(changed, "utf-8")


def _forbid(path: Path, functions: dict[str, str]) -> None:
    """Have the compiler refuse each call of some functions, by what they need, and say so."""
    declared = ""
    for need, declarations in functions.items():
        refused = f'__attribute__((error("WebAssembly has no {need}")))'
        for declaration in declarations.split(";"):
            name = declaration.partition("(")[0].split()[-1].lstrip("*")
            # The compiler wants it at the first declaration, and some are there only in some dialects.
            _replace(path, rf"(?m)^([\w ]+[ *]{name} ?\(.*\));$", rf"\1 {refused};", least=0)
            declared += f"{declaration.strip()} {refused};\n"
    if path.name in _STANDARD:
        declared = f"#ifndef __STRICT_ANSI__\n{declared}#endif\n"
    _replace(path, _END, rf"\n{declared}\g<0>")


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
