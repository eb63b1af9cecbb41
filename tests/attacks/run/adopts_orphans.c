// expect: exit 3
// require: adopted: yes

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Takes the place of process 1 for its descendants, and leaves them behind. */
int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGUSR1);
    pid_t self = getpid();
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        if (fork() == 0) {
            pid_t parent;
            close_range(0, 2, 0);
            while ((parent = getppid()) != self && parent != 1)
                usleep(1000);
            if (write(ends[1], parent == self ? "yes" : "no", 3) != 3)
                return 1;
            return sleep(60);
        }
        _exit(0);
    }
    char answer[4] = "";
    if (read(ends[0], answer, 3) != 3)
        return 1;
    printf("adopted: %s\n", answer);
    return 3;
}
