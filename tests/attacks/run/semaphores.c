// expect: any
// memory: 64M
// forbid: held

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/sem.h>

/* Sets of 32,000 semaphores, 2 MiB of the kernel's memory each. */
int main(void)
{
    int count = 0;
    while (count < 200 && semget(IPC_PRIVATE, 32000, 0600) >= 0)
        count++;
    printf("%s\n", count < 200 ? strerrorname_np(errno) : "held 400 MiB");
    return 0;
}
