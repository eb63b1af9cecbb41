// expect: runtime-error

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Both have one user, so it may lower all limits of who watches it; and wastes its time: then both end. */
int main(void)
{
    if (getppid() != 1)
        return 0;
    struct rlimit none = { 0, 0 }, one = { 1, 1 };
    for (int resource = 0; resource < RLIM_NLIMITS; resource++) {
        int got = prlimit(1, resource, resource == RLIMIT_CPU ? &one : &none, NULL);
        printf("%d: %s\n", resource, got < 0 ? strerrorname_np(errno) : "lowered");
    }
    fflush(stdout);
    for (int i = 0; i < 1000; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(fork() < 0);
        waitpid(child, NULL, 0);
    }
    return 3;
}
