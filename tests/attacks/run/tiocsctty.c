// expect: ok
// require: TIOCSCTTY: EPERM
// require: TIOCSCTTY with high bits: EPERM
// require: /dev/tty: ENOENT
// require: terminal group: ENOTTY
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
    fflush(stdout);
}

/* The leader of a new session asks for the terminal: whoever has it gets the signals of its keys. */
int main(void)
{
    if (fork() == 0) {
        setsid();
        tell("TIOCSCTTY", ioctl(0, TIOCSCTTY, 0));
        tell("TIOCSCTTY by force", ioctl(0, TIOCSCTTY, 1));
        tell("TIOCSCTTY with high bits", syscall(SYS_ioctl, 0, TIOCSCTTY | 1ul << 32, 0));
        tell("/dev/tty", open("/dev/tty", O_RDWR));
        tell("terminal group", tcsetpgrp(0, getpid()));
        tell("given away", ioctl(0, TIOCNOTTY));
        return 0;
    }
    wait(NULL);
    return 0;
}
