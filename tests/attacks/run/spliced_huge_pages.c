// expect: any
// memory: 64M
// forbid: held

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

/* A byte of a huge page in a pipe keeps the page, 2 MiB, after it was unmapped. */
int main(void)
{
    const size_t huge = 2 << 20;
    int ends[2], held = 0;
    while (held < 200 && pipe(ends) == 0)
        for (int slot = 0; slot < 16 && held < 200; slot++) {
            char *block = mmap(NULL, 2 * huge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            char *page = (char *)(((uintptr_t)block + huge - 1) & ~(huge - 1));
            struct iovec byte = { page, 1 };
            madvise(page, huge, MADV_HUGEPAGE);
            *page = 1;
            if (vmsplice(ends[1], &byte, 1, SPLICE_F_NONBLOCK) < 0) {
                printf("vmsplice: %s\n", strerrorname_np(errno));
                return 0;
            }
            munmap(block, 2 * huge);
            held++;
        }
    printf("%s\n", held < 200 ? strerrorname_np(errno) : "held 400 MiB");
    return 0;
}
