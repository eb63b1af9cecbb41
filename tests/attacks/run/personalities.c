// expect: ok
// require: READ_IMPLIES_EXEC: EPERM
// require: MMAP_PAGE_ZERO with high bits: EPERM
// require: page 0: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

static void try(const char *what, unsigned long persona)
{
    printf("%s: %s\n", what, syscall(SYS_personality, persona) < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    const int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    try("READ_IMPLIES_EXEC", READ_IMPLIES_EXEC);
    try("MMAP_PAGE_ZERO with high bits", MMAP_PAGE_ZERO | 1ul << 32);
    try("ADDR_LIMIT_3GB", ADDR_LIMIT_3GB);
    try("PER_SVR4", PER_SVR4);
    try("all but the question", 0xfffffffe);
    printf("page 0: %s\n", mmap(NULL, 4096, PROT_READ, how, -1, 0) == MAP_FAILED ? strerrorname_np(errno) : "GOT IT");
    return 0;
}
