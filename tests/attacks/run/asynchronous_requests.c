// expect: ok
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The number of requests is limited for the whole machine: who takes all leaves none to its databases. */
int main(void)
{
    unsigned long context;
    int count = 0;
    for (; count < 100; count++) {
        context = 0;
        if (syscall(SYS_io_setup, 8000, &context) != 0)
            break;
    }
    printf("io_setup: %s\n", strerrorname_np(errno));
    if (count > 0)
        puts("GOT ALL");
    return 0;
}
