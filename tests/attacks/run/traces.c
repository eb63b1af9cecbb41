// expect: ok
// require: trace me: EPERM
// require: read: EPERM
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

int main(void)
{
    char byte;
    struct iovec here = { &byte, 1 }, there = { main, 1 };
    tell("trace me", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
    tell("attach", ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
    tell("seize with high bits", syscall(SYS_ptrace, 0x4206 | 1ul << 32, getppid(), 0, 0));
    tell("read", process_vm_readv(getpid(), &here, 1, &there, 1, 0));
    tell("write", process_vm_writev(getpid(), &here, 1, &there, 1, 0));
    tell("compare", syscall(SYS_kcmp, getpid(), 1, 0, 0, 0));
    tell("descriptor", syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, 1, 0), 0, 0));
    return 0;
}
