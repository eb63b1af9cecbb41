"""Small stand-ins for the C library and libm, with which a linker is done in half the time.

Most of a link goes into the 3,000 symbols of the C library, of which a program uses ten. A stand-in has the symbols
that programs use often, under the name and with the versions of the real library, and no code. The linker makes the
same program with it, but for the order of these symbols: programs get the real library when they start. A program that
uses another symbol cannot be linked with it, and is linked with the real one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# The functions of C, and of POSIX as far as tutorials use them.
_NAMES = """
    __assert_fail __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc __cxa_finalize __errno_location
    __libc_start_main __sigsetjmp __stack_chk_fail _exit _setjmp abort abs aligned_alloc asctime asprintf atof
    atoi atol atoll bsearch calloc clearerr clock clock_gettime close ctime difftime div dprintf dup dup2 execl
    execlp execv execve execvp exit fclose fdopen feof ferror fflush fgetc fgetpos fgets fileno fopen fork
    fprintf fputc fputs fread free freopen fscanf fseek fseeko fsetpos ftell ftello fwrite getc getchar getcwd
    getdelim getenv getline getopt getpid getppid gettimeofday gmtime gmtime_r isalnum isalpha isatty isblank
    iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit kill labs ldiv llabs lldiv
    localeconv localtime localtime_r longjmp lseek malloc mblen mbstowcs mbtowc memalign memccpy memchr memcmp
    memcpy memmem memmove mempcpy memset mktime mmap munmap nanosleep open perror pipe posix_memalign pow printf
    pthread_cond_broadcast pthread_cond_destroy pthread_cond_init pthread_cond_signal pthread_cond_wait
    pthread_create pthread_detach pthread_exit pthread_join pthread_mutex_destroy pthread_mutex_init
    pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock pthread_self putc putchar putenv puts qsort
    raise rand rand_r random read realloc reallocarray remove rename rewind sbrk scanf sched_yield setbuf setenv
    setjmp setlocale setvbuf sigaction sigaddset sigemptyset sigfillset siglongjmp signal sigprocmask sigsetjmp
    sleep snprintf sprintf srand srandom sscanf stpcpy strcasecmp strcat strchr strchrnul strcmp strcoll strcpy
    strcspn strdup strerror strftime strlen strncasecmp strncat strncmp strncpy strndup strnlen strpbrk strrchr
    strsep strsignal strspn strstr strtod strtof strtok strtok_r strtol strtold strtoll strtoul strtoull strxfrm
    sysconf system time tmpfile tolower toupper uname ungetc unlink unsetenv usleep valloc vasprintf vfprintf
    vprintf vsnprintf vsprintf vsscanf wait waitpid wcscat wcscmp wcscpy wcslen wcstombs wctomb wprintf write
"""
_OF_LIBM = """
    acos acosh asin asinh atan atan2 atanh cabs carg cbrt ceil cexp cimag conj copysign cos cosh creal csqrt erf
    erfc exp exp2 expm1 fabs fdim floor fma fmax fmin fmod frexp hypot ilogb ldexp lgamma llrint llround log
    log10 log1p log2 logb lrint lround modf nan nearbyint nextafter pow remainder rint round scalbn sin sinh
    sqrt tan tanh tgamma trunc
"""
_KINDS = ("", "f", "l")
NAMES = frozenset(_NAMES.split()) | {
    f"{name}{kind}" for name in _OF_LIBM.split() for kind in _KINDS
}

# The variables, which a program gets a copy of: pointers.
_POINTERS = frozenset({"stdin", "stdout", "stderr"})

# A line of `nm`: only the version that programs get (`@@`), of a function.
_SYMBOL = re.compile(r"[0-9a-f]+ (?P<kind>[TWiDBV]) (?P<name>\w+)@@(?P<version>[\w.]+)")
_DERIVED = re.compile(r"__isoc(?:99|23)_(?P<of>\w+)|__(?P<checked>\w+)_chk")


class Stub(NamedTuple):
    """The sources of a stand-in.

    Attributes:
        assembly: Its symbols.
        versions: The versions that they have.
    """

    assembly: str
    versions: str


def stub(symbols: str) -> Stub:
    """Return the sources of a stand-in for a library.

    Args:
        symbols: Its symbols, as `nm -D --with-symbol-versions` lists them.
    """
    versions: dict[str, list[str]] = {}
    lines = [".text"]
    pointers = [".data", ".balign 64"]
    for match in map(_SYMBOL.fullmatch, symbols.split("\n")):
        if match is None:
            continue
        name, is_function = match["name"], match["kind"] in "TWi"
        if is_function and _is_usual(name):
            lines += [f".globl {name}", f".type {name}, %function", f"{name}: .byte 0"]
        elif not is_function and name in _POINTERS:
            pointers += [f".globl {name}", f".type {name}, %object", f".size {name}, 8"]
            pointers += [f"{name}: .quad 0"]
        else:
            continue
        versions.setdefault(match["version"], []).append(name)
    script = "".join(
        f"{version} {{ global: {'; '.join(names)}; }};\n" for version, names in versions.items()
    )
    note = '.section .note.GNU-stack,"",%progbits'
    return Stub("\n".join([*lines, *pointers, note, ""]), script)


def _is_usual(name: str) -> bool:
    derived = _DERIVED.fullmatch(name)
    base = (derived["of"] or derived["checked"]) if derived else name
    return name in NAMES or base in NAMES
