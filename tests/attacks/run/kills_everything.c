// expect: exit 3
// args: {pid}
// require: the test: ESRCH
// require: still alive

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "sent");
}

/* The machine's processes are spared. Process 1 may take the signals, but it does not die; and nobody outside has a number in here. */
int main(int argc, char **argv)
{
    int stranger = argc > 1 ? atoi(argv[1]) : 0;
    if (getppid() != 1)
        return 1;
    int init = syscall(SYS_pidfd_open, 1, 0);
    tell("the test", kill(stranger, SIGKILL));
    tell("all", kill(-1, SIGKILL));
    for (int number = 1; number < NSIG; number++)
        kill(1, number);
    tell("process 1", kill(1, SIGKILL));
    tell("process 1 by tgkill", tgkill(1, 1, SIGKILL));
    tell("process 1 by pidfd", syscall(SYS_pidfd_send_signal, init, SIGKILL, NULL, 0));
    tell("process 1 by queue", sigqueue(1, SIGKILL, (union sigval){ 0 }));
    for (int number = 3; number < 400; number++)
        if (number != getpid())
            kill(number, SIGKILL);
    tell("another session", kill(-getsid(1), SIGKILL));
    puts("still alive");
    return 3;
}
