// expect: ok

#define _DEFAULT_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t ticks;

static void on_alarm(int number)
{
    (void)number;
    ticks++;
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_alarm };
    struct itimerval clock = { { 0, 20000 }, { 0, 20000 } };
    sigset_t alarms, before;
    sigaction(SIGALRM, &action, NULL);
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarms, &before);
    setitimer(ITIMER_REAL, &clock, NULL);
    for (int i = 1; i <= 3; i++) {
        while (ticks < i)
            sigsuspend(&before);
        printf("tick %d\n", i);
    }
    return 0;
}
