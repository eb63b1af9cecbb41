// expect: time-limit
// timeout: 1
// require: parent: sent
// forbid: woken

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A stopped process 1 could reap nothing, and a stopped program uses no processor time. The machine's is spared. */
int main(void)
{
    if (getppid() != 1)
        return 1;
    printf("parent: %s\n", kill(getppid(), SIGSTOP) == 0 ? "sent" : strerrorname_np(errno));
    fflush(stdout);
    kill(0, SIGSTOP);
    puts("woken");
    return 0;
}
