// expect: ok
// require: mlock: EPERM
// require: mlockall: EPERM
// require: huge pages: ENOMEM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Memory that cannot be swapped out. */
int main(void)
{
    const int how = MAP_PRIVATE | MAP_ANONYMOUS;
    static char block[1 << 20];
    tell("mlock", mlock(block, sizeof block));
    tell("mlock on fault", mlock2(block, sizeof block, MLOCK_ONFAULT));
    tell("mlockall", mlockall(MCL_CURRENT | MCL_FUTURE));
    tell("MAP_LOCKED", (long)mmap(NULL, 1 << 20, PROT_READ, how | MAP_LOCKED, -1, 0));
    tell("huge pages", (long)mmap(NULL, 2 << 20, PROT_READ, how | MAP_HUGETLB, -1, 0));
    return 0;
}
