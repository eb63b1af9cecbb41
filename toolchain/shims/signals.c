/* Signals that a program sends to itself. What has no handler ends the program, and the host says so. */

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "host.h"

typedef void (*handler)(int);

static handler handlers[NSIG];

static int is_harmless(int number)
{
    return number == SIGCHLD || number == SIGCONT || number == SIGURG || number == SIGWINCH;
}

/* The addresses of these two are the values of SIG_ERR and SIG_IGN. */
void __SIG_ERR(int number)
{
    (void)number;
}

void __SIG_IGN(int number)
{
    (void)number;
}

handler signal(int number, handler wanted)
{
    if (number <= 0 || number >= NSIG || number == SIGKILL || number == SIGSTOP) {
        errno = EINVAL;
        return SIG_ERR;
    }
    handler before = handlers[number];
    handlers[number] = wanted;
    return before;
}

handler bsd_signal(int number, handler wanted) __attribute__((alias("signal")));
handler __sysv_signal(int number, handler wanted) __attribute__((alias("signal")));

int raise(int number)
{
    if (number < 0 || number >= NSIG) {
        errno = EINVAL;
        return -1;
    }
    handler wanted = handlers[number];
    if (wanted != SIG_DFL && wanted != SIG_IGN)
        wanted(number);
    else if (wanted == SIG_DFL && number > 0 && !is_harmless(number))
        host_killed(number);
    return 0;
}

_Noreturn void abort(void)
{
    raise(SIGABRT);
    host_killed(SIGABRT);
}
