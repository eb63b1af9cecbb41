// expect: ok
// stdin: typed\n
// require: TIOCVHANGUP: EPERM
// require: TIOCVHANGUP with high bits: EPERM
// require: read: typed
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

/* Takes the terminal from whoever reads it. */
int main(void)
{
    char line[80];
    tell("TIOCVHANGUP", ioctl(0, 0x5437));
    tell("TIOCVHANGUP with high bits", syscall(SYS_ioctl, 0, 0x5437 | 1ul << 32, 0));
    tell("vhangup", vhangup());
    if (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    return 0;
}
