// expect: exit 3
// flags: -fsanitize=undefined

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <stdio.h>
#include <unistd.h>

/* When a session leader ends, the terminal that it controls is hung up. It is nobody else's. */
int main(void)
{
    signal(SIGHUP, SIG_IGN);
    if (fork() == 0) {
        setsid();
        for (int fd = 0; fd < 3; fd++) {
            char path[30];
            snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
            open(path, O_RDWR);
        }
        printf("group %d\n", tcgetpgrp(0));
        return 0;
    }
    wait(NULL);
    puts("still there");
    return 3;
}
