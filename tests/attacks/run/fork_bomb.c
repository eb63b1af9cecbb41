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
    pid_t children[2000];
    int count = 0;
    for (; count < 2000 && (children[count] = fork()) >= 0; count++)
        if (children[count] == 0)
            return sleep(60);
    printf("fork: %s\n", count < 2000 ? strerrorname_np(errno) : "no limit");
    while (count > 0)
        kill(children[--count], SIGKILL);
    return 0;
}
