// expect: ok
// require: pipe: EMFILE
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* As many and as large pipes as there may be. */
int main(void)
{
    static char block[1 << 20];
    int ends[2], count = 0;
    long held = 0;
    for (; count < 1000 && pipe2(ends, O_NONBLOCK) == 0; count++) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 30);
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        for (ssize_t n; (n = write(ends[1], block, sizeof block)) > 0;)
            held += n;
    }
    printf("pipe: %s\n", count < 1000 ? strerrorname_np(errno) : "no limit");
    if (held > 64 << 20)
        puts("no limit of bytes");
    return 0;
}
