/* Errors by the numbers of Linux and in the words of glibc. The library knows those of WASI, which `errno` is not. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "errors.inc"

/* What the library sets. */
extern _Thread_local int set_by_library __asm__("errno");

int *__errno_location(void)
{
    static int number;
    if (set_by_library) {
        int set = set_by_library;
        number = set > 0 && set < (int)sizeof of_wasi ? of_wasi[set] : set;
        set_by_library = 0;
    }
    return &number;
}

char *strerror(int number)
{
    static char unknown[40];
    const int count = sizeof texts / sizeof *texts;
    if (number == 0)
        return (char *)"Success";
    if (number > 0 && number < count && texts[number])
        return (char *)texts[number];
    snprintf(unknown, sizeof unknown, "Unknown error %d", number);
    return unknown;
}

void perror(const char *before)
{
    const char *text = strerror(errno);
    if (before && *before)
        fprintf(stderr, "%s: %s\n", before, text);
    else
        fprintf(stderr, "%s\n", text);
}
