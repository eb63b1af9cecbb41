// expect: exit 3
// forbid: GOT

#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Children that process 1 takes for its own, and whose ends may be taken for the program's. */
int main(void)
{
    for (int i = 0; i < 20; i++)
        if (syscall(SYS_clone, CLONE_PARENT | (i % 2 ? SIGCHLD : SIGUSR1), 0, 0, 0, 0) == 0)
            _exit(i % 4 ? 0 : 77);
    if (getppid() != 1)
        puts("GOT ANOTHER PARENT");
    return 3;
}
