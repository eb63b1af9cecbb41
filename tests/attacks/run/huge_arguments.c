// expect: ok
// require: execve: E2BIG
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Arguments of 256 MiB, in one piece and in many. */
int main(int argc, char **argv)
{
    static char text[128 << 10], *many[2050];
    char *big = calloc(1, 256 << 20), *one[] = { argv[0], big, NULL };
    if (argc > 1)
        return puts("no limit") < 0;
    memset(big, 'x', (256 << 20) - 1);
    execv(argv[0], one);
    printf("execve: %s\n", strerrorname_np(errno));
    fflush(stdout);
    memset(text, 'x', sizeof text - 1);
    for (int i = 0; i < 2048; i++)
        many[i] = text;
    execve(argv[0], many, many);
    printf("execve: %s\n", strerrorname_np(errno));
    return 0;
}
