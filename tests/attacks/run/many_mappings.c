// expect: ok
// require: mmap: ENOMEM
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Neighbours of different protection do not merge: each is a structure in the kernel. */
int main(void)
{
    int count = 0;
    while (count < 200000
           && mmap(NULL, 4096, count % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
        count++;
    printf("mmap: %s\n", count < 200000 ? strerrorname_np(errno) : "no limit");
    return 0;
}
