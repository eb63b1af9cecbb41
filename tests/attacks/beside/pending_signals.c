// expect: ok
// require: 100 signals
// forbid: nothing

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Signals that wait are counted for each user. */
int main(int argc, char **argv)
{
    int most = argc > 1 ? 200000 : 100, queued = 0;
    (void)argv;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    while (queued < most && sigqueue(getpid(), SIGRTMIN, (union sigval){ 0 }) == 0)
        queued++;
    if (argc > 1) {
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    printf("%d signals\n", queued);
    return 0;
}
