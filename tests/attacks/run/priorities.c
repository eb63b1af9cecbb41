// expect: ok
// require: nice: EPERM
// require: SCHED_FIFO: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    struct sched_param param = { .sched_priority = 1 };
    struct { unsigned size, policy; unsigned long flags; int nice, priority; unsigned long runtime, deadline, period; }
        deadline = { sizeof deadline, 6, 0, 0, 0, 1000000, 2000000, 2000000 };
    tell("nice", nice(-5) == -1 ? -1 : 0);
    tell("setpriority", setpriority(PRIO_PROCESS, 0, -20));
    tell("SCHED_FIFO", sched_setscheduler(0, SCHED_FIFO, &param));
    tell("SCHED_RR", sched_setscheduler(0, SCHED_RR, &param));
    tell("SCHED_DEADLINE", syscall(SYS_sched_setattr, 0, &deadline, 0));
    tell("real time input and output", syscall(SYS_ioprio_set, 1, 0, 1 << 13));
    tell("core scheduling", syscall(SYS_prctl, 62, 1, 0, 0, 0));
    return 0;
}
