// expect: ok
// require: parent: done

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* What every manual tells a daemon to do, so as to outlive who started it. */
int main(void)
{
    puts("parent: done");
    fflush(stdout);
    if (fork() != 0)
        return 0;
    setsid();
    if (fork() != 0)
        return 0;
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_IGN);
    close_range(0, ~0u, 0);
    return sleep(60);
}
