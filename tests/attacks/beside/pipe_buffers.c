// expect: ok
// require: 10 pipes of 65536 bytes
// shared: a user's pipes shrink when they have 64 MiB together, and the kernel has no limit for a part of them

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Buffers of pipes are limited for each user: beyond 64 MiB new pipes are small. */
int main(int argc, char **argv)
{
    int ends[2], made = 0, size = 0;
    (void)argv;
    if (argc > 1) {
        for (int i = 0; i < 15 && fork() > 0; i++)
            continue;
        while (made++ < 30 && pipe(ends) == 0)
            fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        if (getpid() == 2)
            prctl(PR_SET_NAME, "has-taken");
        else
            prctl(PR_SET_PDEATHSIG, SIGKILL);
        pause();
    }
    for (; made < 10 && pipe(ends) == 0; made++)
        size = fcntl(ends[1], F_GETPIPE_SZ);
    printf("%d pipes of %d bytes\n", made, size);
    return 0;
}
