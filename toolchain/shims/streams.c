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

char *gets(char *to)
{
    size_t length = 0;
    int c;
    while ((c = getchar()) != EOF && c != '\n')
        to[length++] = (char)c;
    to[length] = '\0';
    return c == EOF && length == 0 ? NULL : to;
}

ssize_t getdelim(char **line, size_t *room, int end, FILE *file)
{
    const size_t first = 120;
    size_t length = 0;
    int c = 0;
    if (*line == NULL)
        *room = 0;
    while (c != end && (c = getc(file)) != EOF) {
        if (length + 2 > *room) {
            size_t more = *room ? 2 * *room : first;
            char *larger = realloc(*line, more);
            if (larger == NULL)
                return -1;
            *line = larger;
            *room = more;
        }
        (*line)[length++] = (char)c;
        (*line)[length] = '\0';
    }
    return length ? (ssize_t)length : -1;
}

ssize_t getline(char **line, size_t *room, FILE *file)
{
    return getdelim(line, room, '\n', file);
}
