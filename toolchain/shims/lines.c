/* Lines that are read as glibc reads them. They are apart from other streams, which all programs are linked with: one may
   have a function of its own with such a name. */

#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>

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
