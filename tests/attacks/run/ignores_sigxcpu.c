// expect: time-limit
// timeout: 1
// require: SIGXCPU ignored

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* Its own limit of a second is raised by a signal that it does not hear. */
int main(void)
{
    struct rlimit limit;
    signal(SIGXCPU, SIG_IGN);
    getrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_CPU, &limit);
    puts("SIGXCPU ignored");
    alarm(60);
    for (volatile unsigned long i = 0;; i++)
        ;
}
