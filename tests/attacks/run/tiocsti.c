// expect: ok
// stdin: typed\n
// require: TIOCSTI: EPERM
// require: TIOCSTI with high bits: EPERM
// require: read: typed
// forbid: GOT
// forbid: injected

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

/* Types into the terminal what somebody else would then seem to have typed. */
int main(void)
{
    char line[80];
    for (const char *c = "injected\n"; *c; c++)
        ioctl(0, TIOCSTI, c);
    tell("TIOCSTI", ioctl(0, TIOCSTI, "x"));
    tell("TIOCSTI with high bits", syscall(SYS_ioctl, 0, TIOCSTI | 0xdeadbeef00000000ul, "x"));
    tell("TIOCSTI and the sign", syscall(SYS_ioctl, 0, TIOCSTI | -1ul << 32, "x"));
    setsid();
    tell("TIOCSTI in a session of its own", ioctl(1, TIOCSTI, "x"));
    if (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    return 0;
}
