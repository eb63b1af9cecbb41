"""Small stand-ins for the C library and libm, with which a linker is done in half the time.

Most of a link goes into the 3,000 symbols of the C library, of which a program uses ten. A stand-in is the library
without its code, and with the symbols alone that programs use often. These are as they were and in their order, so that
the linker makes the same program; it gets the real library when it starts. A program that uses another symbol
cannot be linked with it, and is linked with the real one. So is one that has a symbol of that name itself, which the
linker shows to the real library, or that asks whether there is one.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

# The functions of C, and of POSIX as far as tutorials use them.
_NAMES = """
    __assert_fail __ctype_b_loc __ctype_get_mb_cur_max __ctype_tolower_loc __ctype_toupper_loc __cxa_atexit
    __cxa_finalize __errno_location __libc_start_main __sigsetjmp __stack_chk_fail _exit _setjmp abort abs
    access alarm aligned_alloc asctime asprintf at_quick_exit atexit atof atoi atol atoll backtrace basename
    bcopy bsearch btowc bzero call_once calloc chdir chmod clearerr clock clock_getres clock_gettime
    clock_nanosleep close closedir cnd_broadcast cnd_init cnd_signal cnd_wait connect ctime difftime dirname div
    dprintf drand48 dup dup2 err error errx execl execle execlp execv execve execvp execvpe exit explicit_bzero
    fclose fcntl fdopen feof ferror fflush ffs fgetc fgetpos fgets fgetwc fgetws fileno flockfile fmemopen fopen
    fork fprintf fputc fputs fputs_unlocked fputwc fputws fread free freopen fscanf fseek fseeko fsetpos fstat
    fsync ftell ftello ftruncate funlockfile fwide fwprintf fwrite getc getc_unlocked getchar getchar_unlocked
    getcwd getdelim getegid getentropy getenv geteuid getgid gethostname getitimer getline getopt getopt_long
    getpgrp getpid getppid getrandom getrusage getsid gettimeofday getuid getwchar gmtime gmtime_r hcreate
    hdestroy hsearch iconv iconv_close iconv_open imaxabs imaxdiv index initstate ioctl isalnum isalpha isascii
    isatty isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper iswalpha iswdigit iswlower
    iswspace iswupper isxdigit kill killpg labs ldiv lfind link llabs lldiv localeconv localtime localtime_r
    longjmp lrand48 lsearch lseek lstat malloc mblen mbrtowc mbsrtowcs mbstowcs mbtowc memalign memccpy memchr
    memcmp memcpy memmem memmove mempcpy memrchr memset mkdir mkdtemp mkstemp mktime mmap mtx_destroy mtx_init
    mtx_lock mtx_unlock munmap nanosleep nl_langinfo open open_memstream opendir pause pclose perror pipe poll
    popen posix_memalign pow pread printf psignal pthread_attr_destroy pthread_attr_init pthread_barrier_destroy
    pthread_barrier_init pthread_barrier_wait pthread_cancel pthread_cond_broadcast pthread_cond_destroy
    pthread_cond_init pthread_cond_signal pthread_cond_wait pthread_create pthread_detach pthread_equal
    pthread_exit pthread_getspecific pthread_join pthread_key_create pthread_mutex_destroy pthread_mutex_init
    pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock pthread_once pthread_rwlock_destroy
    pthread_rwlock_init pthread_rwlock_rdlock pthread_rwlock_unlock pthread_rwlock_wrlock pthread_self
    pthread_setspecific putc putc_unlocked putchar putchar_unlocked putenv puts putwchar pwrite qsort qsort_r
    quick_exit raise rand rand_r random rawmemchr read readdir readlink readv realloc reallocarray regcomp
    regerror regexec regfree remove rename rewind rindex rmdir sbrk scanf sched_yield select sem_destroy
    sem_init sem_post sem_wait setbuf setbuffer setenv setitimer setjmp setlinebuf setlocale setpgid setsid
    setstate setvbuf sigaction sigaddset sigaltstack sigdelset sigemptyset sigfillset sigismember siglongjmp
    signal sigprocmask sigsetjmp sigsuspend sleep snprintf socket sprintf srand srand48 srandom sscanf stat
    stpcpy strcasecmp strcasestr strcat strchr strchrnul strcmp strcoll strcpy strcspn strdup strerror strfmon
    strftime strlcat strlcpy strlen strncasecmp strncat strncmp strncpy strndup strnlen strpbrk strrchr strsep
    strsignal strspn strstr strtod strtof strtoimax strtok strtok_r strtol strtold strtoll strtoul strtoull
    strtoumax strverscmp strxfrm swab swprintf symlink sync sysconf sysinfo system tcgetattr tcsetattr tdelete
    tfind thrd_create thrd_exit thrd_join time times timespec_get tmpfile tmpnam tolower toupper towlower
    towupper truncate tsearch twalk tzset umask uname ungetc unlink unsetenv usleep utime valloc vasprintf
    vfprintf vprintf vsnprintf vsprintf vsscanf wait waitid waitpid warn warnx wcrtomb wcscat wcschr wcscmp
    wcscpy wcslen wcsncmp wcsncpy wcsrtombs wcstod wcstol wcstombs wcsupper wctob wctomb wprintf write writev
    wscanf
"""
_OF_LIBM = """
    acos acosh asin asinh atan atan2 atanh cabs cacos carg casin catan cbrt ccos ccosh ceil cexp cimag clog conj
    copysign cos cosh cpow cproj creal csin csinh csqrt ctan ctanh drem erf erfc exp exp10 exp2 expm1 fabs fdim
    feclearexcept fegetround feraiseexcept fesetround fetestexcept floor fma fmax fmin fmod frexp hypot ilogb j0
    j1 jn ldexp lgamma lgamma_r llrint llround log log10 log1p log2 logb lrint lround modf nan nearbyint
    nextafter nexttoward pow pow10 remainder remquo rint round scalbln scalbn significand sin sincos sinh sqrt
    tan tanh tgamma trunc y0 y1 yn
"""
_KINDS = ("", "f", "l")
_FUNCTIONS = frozenset(_NAMES.split()) | {
    f"{name}{kind}" for name in _OF_LIBM.split() for kind in _KINDS
}

_VARIABLES = frozenset(
    [
        "daylight",
        "environ",
        "optarg",
        "opterr",
        "optind",
        "optopt",
        "stderr",
        "stdin",
        "stdout",
        "timezone",
        "tzname",
    ]
)

# Other names of these functions: of a later version of C, and with a check of sizes.
_PREFIXES, _CHECKED = ("__isoc99_", "__isoc23_"), "_chk"

# elf.h.
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_ENTRY = struct.Struct("<QQ")
_MAGIC = b"\x7fELF\x02\x01\x01"
_NULL, _STRINGS, _DYNAMIC, _NO_BITS, _SYMBOLS = 0, 3, 6, 8, 11
_VERSIONS, _MADE, _NEEDED = 0x6FFFFFFF, 0x6FFFFFFD, 0x6FFFFFFE
_OBJECT, _FUNCTION, _CHOSEN_LATER, _WEAK = 1, 2, 10, 2
_HIDDEN = 0x8000
_LONGEST = 200  # signs of a name
_NEEDS, _IS_NOTHING = 1, 0x6FFFFEF0

# What a file raises that is none of these.
_WRONG = (struct.error, ValueError, IndexError, OverflowError)


class NoStandIn(ValueError):
    """There is no stand-in for such a library."""


class _Section(NamedTuple):
    """The header of a section, as elf.h has it."""

    name: int
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int
    info: int
    alignment: int
    entry_size: int


def stand_in(library: bytes) -> bytes:
    """Return the stand-in for a library.

    Raises:
        NoStandIn: If it is no library of a 64-bit machine that puts the low byte first.
    """
    try:
        sections, names = _sections(library)
        return _written(library, sections, _contents(library, sections, names))
    except _WRONG:
        raise NoStandIn from None


def names_in(library: bytes) -> frozenset[str]:
    """Return the names of the symbols of a library: those that it has, and those that it takes from others.

    Raises:
        NoStandIn: As for `stand_in`.
    """
    try:
        sections, _ = _sections(library)
        table = next(section for section in sections if section.kind == _SYMBOLS)
        symbols, strings = (
            library[section.offset : section.offset + section.size]
            for section in (table, sections[table.link])
        )
        return frozenset(_names(list(_SYMBOL.iter_unpack(symbols)), strings))
    except (*_WRONG, StopIteration):
        raise NoStandIn from None


def _sections(library: bytes) -> tuple[list[_Section], int]:
    """Return the sections of a library, and the number of that with their names."""
    header = _HEADER.unpack_from(library)
    if not header[0].startswith(_MAGIC):
        raise NoStandIn
    offset, count = header[6], header[12]
    places = (offset + number * _SECTION.size for number in range(count))
    return [_Section(*_SECTION.unpack_from(library, place)) for place in places], header[13]


def _names(entries: list[tuple[int, ...]], strings: bytes) -> list[str]:
    """Return the names of symbols."""
    ends = [strings.index(b"\0", entry[0], entry[0] + _LONGEST) for entry in entries]
    return [strings[entry[0] : end].decode() for entry, end in zip(entries, ends, strict=True)]


def _contents(library: bytes, sections: list[_Section], names: int) -> dict[int, bytes]:
    """Return the contents of the sections that a linker reads, by their numbers."""

    def content(number: int) -> bytes:
        section = sections[number]
        return library[section.offset : section.offset + section.size]

    by_kind = {section.kind: number for number, section in enumerate(sections)}
    symbols, versions, dynamic = (by_kind.get(kind, 0) for kind in (_SYMBOLS, _VERSIONS, _DYNAMIC))
    if not (symbols and versions and dynamic):
        raise NoStandIn
    strings = sections[symbols].link
    kept = {number: content(number) for number in (strings, names)}
    kept |= {by_kind[kind]: content(by_kind[kind]) for kind in (_MADE, _NEEDED) if kind in by_kind}
    kept[symbols], kept[versions] = _symbols(content(symbols), content(versions), kept[strings])
    # A program that needs one of the libraries behind it goes the long way, too.
    kept[dynamic] = b"".join(
        _ENTRY.pack(_IS_NOTHING if tag == _NEEDS else tag, value)
        for tag, value in _ENTRY.iter_unpack(content(dynamic))
    )
    return kept


def _symbols(table: bytes, versions: bytes, strings: bytes) -> tuple[bytes, bytes]:
    """Return the symbols that stay, and their versions."""
    entries = list(_SYMBOL.iter_unpack(table))
    numbers = struct.unpack(f"<{len(entries)}H", versions[: 2 * len(entries)])
    names = _names(entries, strings)
    # A copy of a variable in the program stands for all names of it.
    places = {entry[4] for entry, name in zip(entries, names, strict=True) if name in _VARIABLES}
    stays = [number == 0 for number in range(len(entries))]
    for number, (name, entry) in enumerate(zip(names, entries, strict=True)):
        kind, is_weak, section, value = entry[1] & 15, entry[1] >> 4 == _WEAK, entry[3], entry[4]
        if (
            not section
        ):  # what the library itself takes from others makes it known to a linker first
            stays[number] = stays[number] or is_weak or _is_usual(name) or name in _VARIABLES
        elif not numbers[number] & _HIDDEN:
            is_function = kind in (_FUNCTION, _CHOSEN_LATER) and _is_usual(name)
            stays[number] = is_function or (kind == _OBJECT and value in places)
    chosen = [number for number, stay in enumerate(stays) if stay]
    return (
        b"".join(_SYMBOL.pack(*entries[number]) for number in chosen),
        struct.pack(f"<{len(chosen)}H", *(numbers[number] for number in chosen)),
    )


def _written(library: bytes, sections: list[_Section], contents: dict[int, bytes]) -> bytes:
    """Return a library with these contents; the other sections have their sizes and addresses, and no bytes."""
    out = bytearray(library[: _HEADER.size])
    headers = []
    for number, section in enumerate(sections):
        if number in contents:
            out += bytes(-len(out) % 16)
            content = contents[number]
            headers.append(section._replace(offset=len(out), size=len(content)))
            out += content
        else:
            headers.append(section._replace(kind=_NO_BITS if section.kind else _NULL))
    out += bytes(-len(out) % 16)
    values = list(_HEADER.unpack_from(library))
    # No segments: a linker reads sections.
    values[5], values[6], values[10] = 0, len(out), 0
    _HEADER.pack_into(out, 0, *values)
    return bytes(out) + b"".join(_SECTION.pack(*header) for header in headers)


def _is_usual(name: str) -> bool:
    if name in _FUNCTIONS:
        return True
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name.removeprefix(prefix) in _FUNCTIONS
    return name.endswith(_CHECKED) and name.removeprefix("__").removesuffix(_CHECKED) in _FUNCTIONS
