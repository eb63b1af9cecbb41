// expect: ok
// require: memfd_create: ENOSYS
// require: memfd_secret: ENOSYS
// require: shmget: ENOSYS
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Memory that counts as no process's. */
int main(void)
{
    tell("memfd_create", memfd_create("bomb", 0));
    tell("memfd_create of huge pages", memfd_create("bomb", MFD_HUGETLB));
    tell("memfd_secret", syscall(447, 0));
    tell("shmget", shmget(IPC_PRIVATE, 16 << 20, IPC_CREAT | 0600));
    return 0;
}
