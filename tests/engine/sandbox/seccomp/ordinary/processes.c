/* fork, vfork, exec, spawn, wait, groups and sessions, identities and limits. */
#include "require.h"

#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>

extern char **environ;

static void children(void)
{
    int ends[2], status;
    char letter;
    REQUIRE(pipe(ends) == 0);
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        REQUIRE(getppid() > 0 && write(ends[1], "x", 1) == 1);
        _exit(7);
    }
    REQUIRE(read(ends[0], &letter, 1) == 1);
    REQUIRE(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 7);

    child = vfork();
    if (child == 0)
        _exit(8);
    struct rusage usage;
    REQUIRE(wait4(child, &status, 0, &usage) == child && WEXITSTATUS(status) == 8);

    child = fork();
    if (child == 0)
        for (;;)
            pause();
    siginfo_t info;
    REQUIRE(kill(child, SIGTERM) == 0);
    REQUIRE(waitid(P_PID, child, &info, WEXITED) == 0 && info.si_status == SIGTERM);
}

static void other_programs(char *self)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        execlp(self, self, "again", NULL);
        _exit(1);
    }
    REQUIRE(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 9);
    char *arguments[] = {self, "again", NULL};
    REQUIRE(posix_spawn(&child, self, NULL, NULL, arguments, environ) == 0);
    REQUIRE(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 9);
}

static void sessions(void)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        REQUIRE(setpgid(0, 0) == 0 && getpgrp() == getpid());
        if (fork() == 0) {
            REQUIRE(setsid() == getpid() && getsid(0) == getpid());
            _exit(0);
        }
        REQUIRE(wait(&status) > 0 && status == 0);
        REQUIRE(nice(1) != -1 && getpriority(PRIO_PROCESS, 0) > 0);
        _exit(0);
    }
    REQUIRE(waitpid(child, &status, 0) == child && status == 0);
}

static void oneself(void)
{
    gid_t groups[64];
    struct utsname system;
    struct sysinfo numbers;
    struct rlimit limit;
    struct rusage usage;
    cpu_set_t processors;
    char bytes[16], host[65];
    REQUIRE(getuid() == geteuid() && getgid() == getegid() && getgroups(64, groups) >= 0);
    REQUIRE(setuid(getuid()) == 0 && setgid(getgid()) == 0);
    REQUIRE(uname(&system) == 0 && sysinfo(&numbers) == 0 && gethostname(host, 65) == 0);
    REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = 64;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    REQUIRE(prlimit(0, RLIMIT_CORE, &(struct rlimit){0, 0}, NULL) == 0);
    REQUIRE(getrusage(RUSAGE_SELF, &usage) == 0);
    REQUIRE(sched_getaffinity(0, sizeof processors, &processors) == 0);
    REQUIRE(sched_setaffinity(0, sizeof processors, &processors) == 0);
    REQUIRE(sched_yield() == 0 && sched_getscheduler(0) == SCHED_OTHER);
    REQUIRE(getrandom(bytes, 16, 0) == 16 && getentropy(bytes, 16) == 0);
    REQUIRE(prctl(PR_SET_NAME, "teacher") == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0);
    REQUIRE(personality(0xffffffff) != -1);
    REQUIRE(gettid() == getpid() && sysconf(_SC_NPROCESSORS_ONLN) > 0);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return 9;
    children();
    other_programs(argv[0]);
    sessions();
    oneself();
    puts("processes: ok");
    return 0;
}
