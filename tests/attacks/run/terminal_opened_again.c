// expect: ok
// flags: -fsanitize=undefined
// stdin: typed\n
// require: TIOCSTI: EPERM
// require: read: typed
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* By /proc a session leader opens the terminal, and then it controls it: that gives it no more rights. */
int main(void)
{
    char line[80];
    if (fork() == 0) {
        setsid();
        int again = open("/proc/self/fd/0", O_RDWR);
        printf("opened: %s\n", again < 0 ? strerrorname_np(errno) : "yes");
        printf("TIOCSTI: %s\n", ioctl(again < 0 ? 0 : again, TIOCSTI, "x") < 0 ? strerrorname_np(errno) : "GOT IT");
        fflush(stdout);
        tcsetpgrp(again, getpid());
        kill(0, SIGHUP);
    }
    wait(NULL);
    if (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    return 0;
}
