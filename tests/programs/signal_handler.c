// expect: ok

#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t count;

static void on_signal(int number)
{
    count += number == SIGUSR1 ? 1 : 100;
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    raise(SIGUSR1);
    raise(SIGINT);
    raise(SIGUSR1);
    printf("%d\n", (int)count);
    return 0;
}
