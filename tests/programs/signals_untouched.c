// expect: ok

#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>

/* A program starts with every signal at its default and none blocked. */
int main(void)
{
    sigset_t blocked;
    int odd = 0;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int s = 1; s < 32; s++) {
        struct sigaction action;
        if (sigaction(s, NULL, &action) == 0 && (action.sa_handler != SIG_DFL || sigismember(&blocked, s)))
            printf("signal %d\n", s), odd++;
    }
    printf("%d odd\n", odd);
    return 0;
}
