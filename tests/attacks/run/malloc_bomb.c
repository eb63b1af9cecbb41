// expect: ok
// memory: 128M
// require: malloc: ENOMEM
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    int count = 0;
    for (char *block; count < 3072 && (block = malloc(1 << 20)); count++)
        memset(block, 1, 1 << 20);
    printf("malloc: %s\n", count < 3072 ? strerrorname_np(errno) : "no limit");
    return 0;
}
