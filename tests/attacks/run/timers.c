// expect: ok
// require: timer_create: EAGAIN
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Timers and queued signals come out of one pot of the user. */
int main(void)
{
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
    sigset_t all;
    timer_t timer;
    int count = 0, queued = 0;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    while (queued < 1000000 && sigqueue(getpid(), SIGRTMIN, (union sigval){ 0 }) == 0)
        queued++;
    printf("sigqueue: %s\n", queued < 1000000 ? strerrorname_np(errno) : "no limit");
    while (count < 1000000 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
        count++;
    printf("timer_create: %s\n", count < 1000000 ? strerrorname_np(errno) : "no limit");
    return 0;
}
