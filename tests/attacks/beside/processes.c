// expect: ok
// require: 30 processes

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Processes are limited for each user. */
int main(int argc, char **argv)
{
    static pid_t children[1000];
    int most = argc > 1 ? 1000 : 30, made = 0;
    (void)argv;
    for (; made < most; made++) {
        pid_t child = fork();
        if (child < 0)
            break;
        children[made] = child;
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            pause();
            _exit(0);
        }
    }
    if (argc > 1) {
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    printf("%d processes\n", made);
    while (made--)
        kill(children[made], SIGKILL);
    return 0;
}
