// expect: ok
// require: filter off: E
// require: unshare: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* A filter of its own that allows everything: the strictest answer counts. */
int main(void)
{
    struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = { 1, &allow };
    tell("filter off", prctl(PR_SET_SECCOMP, SECCOMP_MODE_DISABLED, 0, 0, 0));
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
    tell("unshare", unshare(CLONE_NEWUSER));
    tell("memory of others", prctl(PR_SET_MM, PR_SET_MM_BRK, 0, 0, 0));
    tell("metadata of a filter", syscall(SYS_ptrace, 0x420c, 1, 0, 0));
    return 0;
}
