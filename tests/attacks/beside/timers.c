// expect: ok
// require: 100 timers

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* Timers come out of the same pot as the signals that they send. */
int main(int argc, char **argv)
{
    int most = argc > 1 ? 200000 : 100, made = 0;
    (void)argv;
    timer_t timer;
    while (made < most && timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0)
        made++;
    if (argc > 1) {
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    printf("%d timers\n", made);
    return 0;
}
