// expect: SIGSEGV
// forbid: no limit

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int descend(int megabytes)
{
    volatile char frame[1 << 20];
    frame[0] = frame[sizeof frame - 1] = (char)megabytes;
    return megabytes == 1024 ? 0 : descend(megabytes + 1) + frame[0];
}

/* Takes the largest stack that it may have, and more. */
int main(int argc, char **argv)
{
    struct rlimit limit;
    getrlimit(RLIMIT_STACK, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_STACK, &limit);
    if (argc == 1)
        execl(argv[0], argv[0], "again", (char *)NULL);
    descend(0);
    puts("no limit");
    return 0;
}
