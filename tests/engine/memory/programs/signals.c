// show: memory
#include <signal.h>
#include <stdlib.h>
#include <string.h>
static volatile int caught;
static void on_signal(int number) {
    caught = number;
    // c-runner: snapshot
}
int main(void) {
    static char stack[1 << 14];
    sigset_t all;
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack}, before;
    sigaltstack(NULL, &before);
    int was_disabled = before.ss_flags == SS_DISABLE;
    sigaltstack(&alternate, NULL);
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK}, old;
    sigaction(SIGTRAP, &action, &old);
    int was_default = old.sa_handler == SIG_DFL;
    raise(SIGTRAP);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    // c-runner: snapshot was_disabled, was_default, caught
    return 0;
}
