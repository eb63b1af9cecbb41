// expect: ok
// memory: 128M
// require: sbrk: ENOMEM
// require: mmap: ENOMEM
// require: mremap: ENOMEM
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Past malloc, with addresses that are never given back. */
int main(void)
{
    const int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    int count = 0;
    char *block = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, how, -1, 0);
    printf("mremap: %s\n", mremap(block, 1 << 20, 1ul << 30, MREMAP_MAYMOVE) == MAP_FAILED ? strerrorname_np(errno) : "no limit");
    while (count < 3072 && sbrk(1 << 20) != (void *)-1)
        count++;
    printf("sbrk: %s\n", count < 3072 ? strerrorname_np(errno) : "no limit");
    while (count < 3072 && mmap(NULL, 1 << 20, PROT_NONE, how, -1, 0) != MAP_FAILED)
        count++;
    printf("mmap: %s\n", count < 3072 ? strerrorname_np(errno) : "no limit");
    return 0;
}
