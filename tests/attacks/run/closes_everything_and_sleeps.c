// expect: time-limit
// timeout: 1
// require: closing

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Nothing can be read from it any more: the end of its output is not its end. */
int main(void)
{
    puts("closing");
    fflush(stdout);
    signal(SIGHUP, SIG_IGN);
    close_range(0, ~0u, 0);
    return sleep(60);
}
