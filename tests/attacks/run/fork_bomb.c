// expect: ok
// require: fork: EAGAIN
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Forks until it is refused, or until it has 2,000 children. */
int main(void)
{
    int count = 0;
    for (pid_t child; count < 2000 && (child = fork()) >= 0; count++)
        if (child == 0)
            for (;;)
                pause();
    printf("fork: %s\n", count < 2000 ? strerrorname_np(errno) : "no limit");
    kill(-1, SIGKILL);
    return 0;
}
