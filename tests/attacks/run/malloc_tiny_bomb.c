// expect: ok
// memory: 128M
// require: malloc: ENOMEM
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A leak in small change: 3 GiB in pieces of 1 KiB. */
int main(void)
{
    int count = 0;
    for (char *block; count < 3 << 20 && (block = malloc(1000)); count++)
        *block = 1;
    printf("malloc: %s\n", count < 3 << 20 ? strerrorname_np(errno) : "no limit");
    return 0;
}
