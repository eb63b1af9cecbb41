/* Temporary files. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHOSEN = 6, MOST_TRIES = 100 };

/* Choose the last letters of a name. */
static void choose(char *end)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    unsigned char chance[CHOSEN];
    getentropy(chance, sizeof chance);
    for (int i = 0; i < CHOSEN; i++)
        end[i] = letters[chance[i] % (sizeof letters - 1)];
}

int mkstemp(char *name)
{
    size_t length = strlen(name);
    if (length < CHOSEN || strcmp(name + length - CHOSEN, "XXXXXX") != 0) {
        errno = EINVAL;
        return -1;
    }
    for (int i = 0; i < MOST_TRIES; i++) {
        choose(name + length - CHOSEN);
        int made = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (made >= 0 || errno != EEXIST)
            return made;
    }
    return -1;
}

FILE *tmpfile(void)
{
    char name[] = "/tmp/tmpfXXXXXX";
    int made = mkstemp(name);
    if (made < 0)
        return NULL;
    unlink(name);
    return fdopen(made, "w+");
}

char *tmpnam(char *to)
{
    static char own[L_tmpnam];
    char *name = strcpy(to ? to : own, "/tmp/fileXXXXXX");
    do
        choose(name + strlen(name) - CHOSEN);
    while (access(name, F_OK) == 0);
    return name;
}
