// expect: ok
// require: unshare user: EPERM
// require: setns: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    char name[65] = "";
    tell("unshare user", unshare(CLONE_NEWUSER));
    tell("unshare user and mounts", unshare(CLONE_NEWUSER | CLONE_NEWNS));
    tell("unshare network", unshare(CLONE_NEWNET));
    tell("unshare processes", unshare(CLONE_NEWPID));
    tell("unshare time", unshare(0x80));
    tell("unshare with high bits", syscall(SYS_unshare, CLONE_NEWUSER | 1ul << 32));
    tell("setns", setns(syscall(SYS_pidfd_open, 1, 0), CLONE_NEWUSER | CLONE_NEWNS));
    tell("setns by descriptor", setns(0, 0));
    gethostname(name, sizeof name);
    tell("sethostname", sethostname(name, strlen(name)));
    getdomainname(name, sizeof name);
    tell("setdomainname", setdomainname(name, strlen(name)));
    return 0;
}
