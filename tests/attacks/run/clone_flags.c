// expect: ok
// require: CLONE_NEWUSER: EPERM
// require: CLONE_NEWNET and high bits: EPERM
// require: clone3: ENOSYS
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, unsigned long flags)
{
    /* Without a new stack a child is as after fork. */
    long child = syscall(SYS_clone, flags, 0, 0, 0, 0);
    if (child == 0)
        _exit(0);
    printf("%s: %s\n", what, child < 0 ? strerrorname_np(errno) : "GOT A CHILD");
    waitpid(child, NULL, __WALL);
}

int main(void)
{
    unsigned long clone3[11] = { CLONE_NEWUSER };
    try("CLONE_NEWUSER", CLONE_NEWUSER | SIGCHLD);
    try("CLONE_NEWPID", CLONE_NEWPID | SIGCHLD);
    try("CLONE_NEWNS and CLONE_VFORK", CLONE_NEWNS | CLONE_VFORK | SIGCHLD);
    try("CLONE_NEWNET and high bits", CLONE_NEWNET | SIGCHLD | 0xdeadbeef00000000ul);
    try("CLONE_NEWIPC without a signal", CLONE_NEWIPC);
    try("CLONE_NEWUTS", CLONE_NEWUTS | SIGCHLD);
    try("CLONE_NEWCGROUP", CLONE_NEWCGROUP | SIGCHLD);
    printf("clone3: %s\n", syscall(SYS_clone3, clone3, sizeof clone3) < 0 ? strerrorname_np(errno) : "GOT A CHILD");
    return 0;
}
