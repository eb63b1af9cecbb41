// expect: exit 3
// flags: -fsanitize=leak
// require: attach: EPERM
// require: seize: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Sanitized programs may trace, but not who is to end them. */
int main(void)
{
    if (getppid() != 1)
        return 1;
    char byte;
    struct iovec here = { &byte, 1 }, there = { (void *)0x400000, 1 };
    tell("attach", ptrace(PTRACE_ATTACH, 1, NULL, NULL));
    tell("seize", ptrace(PTRACE_SEIZE, 1, NULL, NULL));
    tell("kill", ptrace(PTRACE_KILL, 1, NULL, NULL));
    tell("peek", ptrace(PTRACE_PEEKDATA, 1, 0x400000, NULL));
    tell("read", process_vm_readv(1, &here, 1, &there, 1, 0));
    tell("write", process_vm_writev(1, &here, 1, &there, 1, 0));
    tell("descriptor", syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, 1, 0), 0, 0));
    return 3;
}
