// expect: ok

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static char page[4096];

static long take(int what)
{
    unsigned long context[16] = { 0 };
    switch (what) {
    case 0: return syscall(SYS_add_key, "user", "name", page, sizeof page, -3);
    case 1: return mlock(page, sizeof page);
    case 2: return syscall(SYS_io_setup, 1000, context);
    case 3: return syscall(425, 4096, context); /* io_uring_setup */
    case 4: return syscall(SYS_fanotify_init, 0, 0);
    default: return unshare(CLONE_NEWUSER);
    }
}

/* Keys, locked memory, requests, rings, groups of fanotify, namespaces: nobody gets any, however many are left. */
int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        for (int i = 0; i < 6000; i++)
            take(i % 6);
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    for (int i = 0; i < 6; i++)
        puts(take(i) < 0 ? strerrorname_np(errno) : "GOT IT");
    return 0;
}
