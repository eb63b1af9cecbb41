// expect: ok
// require: 500 watches

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What epoll watches is counted for each user; the descriptors of a process bound it. */
int main(int argc, char **argv)
{
    int epolls[30], events[25], made = 0;
    (void)argv;
    for (int i = 0; argc > 1 && i < 15 && fork() > 0; i++)
        continue;
    for (int i = 0; i < 25; i++)
        events[i] = eventfd(0, 0);
    for (int i = 0; i < (argc > 1 ? 30 : 20); i++) {
        epolls[i] = epoll_create1(0);
        for (int j = 0; j < 25; j++)
            made += epoll_ctl(epolls[i], EPOLL_CTL_ADD, events[j], &(struct epoll_event){ EPOLLIN, { 0 } }) == 0;
    }
    if (argc > 1) {
        if (getpid() == 2)
            prctl(PR_SET_NAME, "has-taken");
        else
            prctl(PR_SET_PDEATHSIG, SIGKILL);
        pause();
    }
    printf("%d watches\n", made);
    return 0;
}
