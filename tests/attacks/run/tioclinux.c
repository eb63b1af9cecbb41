// expect: ok
// require: TIOCLINUX: EPERM
// require: TIOCLINUX with high bits: EPERM
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

/* On a console it selects text and pastes it: another way to type. */
int main(void)
{
    struct { char pad, code; short area[5]; } select = { 0, 2, { 1, 1, 80, 1, 0 } };
    char code = 3;
    tell("TIOCLINUX", ioctl(0, TIOCLINUX, &select.code));
    tell("TIOCLINUX to paste", ioctl(0, TIOCLINUX, &code));
    tell("TIOCLINUX with high bits", syscall(SYS_ioctl, 0, TIOCLINUX | 1ul << 32, &code));
    return 0;
}
