/* The messages of err.h, which begin with the name of the program. */

#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const char *reason, const char *format, va_list values)
{
    fputs("a.out: ", stderr);
    if (format)
        vfprintf(stderr, format, values);
    if (reason)
        fprintf(stderr, "%s%s", format ? ": " : "", reason);
    fputc('\n', stderr);
}

void vwarn(const char *format, va_list values)
{
    say(strerror(errno), format, values);
}

void vwarnx(const char *format, va_list values)
{
    say(NULL, format, values);
}

_Noreturn void verr(int status, const char *format, va_list values)
{
    vwarn(format, values);
    exit(status);
}

_Noreturn void verrx(int status, const char *format, va_list values)
{
    vwarnx(format, values);
    exit(status);
}

/* Define a function that passes its arguments on to the one that takes them as a list. */
#define WITH_ARGUMENTS(function, parameters, called, ...) \
    function parameters \
    { \
        va_list values; \
        va_start(values, format); \
        called(__VA_ARGS__, values); \
        va_end(values); \
    }

WITH_ARGUMENTS(void warn, (const char *format, ...), vwarn, format)
WITH_ARGUMENTS(void warnx, (const char *format, ...), vwarnx, format)
WITH_ARGUMENTS(_Noreturn void err, (int status, const char *format, ...), verr, status, format)
WITH_ARGUMENTS(_Noreturn void errx, (int status, const char *format, ...), verrx, status, format)
