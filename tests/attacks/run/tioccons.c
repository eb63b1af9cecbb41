// expect: ok
// require: TIOCCONS: EPERM
// require: TIOCCONS with high bits: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Takes what is meant for the machine's console. */
int main(void)
{
    tell("TIOCCONS", ioctl(0, TIOCCONS, 0));
    tell("TIOCCONS with high bits", syscall(SYS_ioctl, 1, TIOCCONS | 1ul << 40, 0));
    return 0;
}
