/* Streams as those of glibc, where programs can tell. */

#include <errno.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host.h"

size_t __real___stdio_read(FILE *file, unsigned char *to, size_t most);
int __real___wasilibc_open_nomode(const char *path, int flags);
FILE *__real___fdopen(int descriptor, const char *mode);
int __real_fflush(FILE *file);
int __real_fputs(const char *text, FILE *file);

/* No file has an empty name. */
int __wrap___wasilibc_open_nomode(const char *path, int flags)
{
    if (*path == '\0') {
        errno = ENOENT;
        return -1;
    }
    return __real___wasilibc_open_nomode(path, flags);
}

/* A file that was opened is no terminal, which is no error. */
FILE *__wrap___fdopen(int descriptor, const char *mode)
{
    int before = errno;
    FILE *opened = __real___fdopen(descriptor, mode);
    if (opened != NULL)
        errno = before;
    return opened;
}

FILE *__wrap_fdopen(int descriptor, const char *mode) __attribute__((alias("__wrap___fdopen")));

/* A prompt without a line feed is seen before the program waits for an answer. */
size_t __wrap___stdio_read(FILE *file, unsigned char *to, size_t most)
{
    if (file == stdin && __flbf(stdout))
        fflush(stdout);
    return __real___stdio_read(file, to, most);
}

/* What was typed, and not read yet, stays. */
int __wrap_fflush(FILE *file)
{
    return file == stdin ? 0 : __real_fflush(file);
}

int __wrap_fputs(const char *text, FILE *file)
{
    return __real_fputs(text, file) < 0 ? EOF : 1;
}

int puts(const char *text)
{
    if (fputs(text, stdout) < 0 || putchar('\n') < 0)
        return EOF;
    return last_printed = (int)strlen(text) + 1;
}
