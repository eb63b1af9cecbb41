/* Runs one command inside the sandbox, as process 1 of its pid namespace.
 *
 *   supervisor REPORT IN OUT ERR ARTIFACT PATH [RESOURCE:SOFT:HARD]... -- COMMAND [ARG]...
 *
 * It sets the resource limits, switches address randomisation off, gives the command the descriptors
 * IN, OUT and ERR as its standard streams, waits, and writes to REPORT, a line each:
 *
 *   started RANDOMISED                    0 if addresses will be the same in every run
 *   failed ERRNO                          the command could not be executed
 *   exited STATUS CPU_US MAX_RSS_KB       or
 *   signaled NUMBER CPU_US MAX_RSS_KB
 *
 * If the command succeeded and PATH is not empty, that regular file is copied to ARTIFACT. Then it
 * reaps what is left; when it ends, the kernel kills every other process of the namespace. It also
 * ends as soon as nobody reads REPORT any more, so no sandbox outlives the build, however that died.
 *
 * Being process 1 it cannot be killed from inside, and being undumpable it cannot be traced or read
 * through /proc. It trusts nothing that the command says.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int report;

static void say(const char *word, long number, const struct rusage *usage)
{
    char line[128];
    long cpu = usage ? (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000
                           + usage->ru_utime.tv_usec + usage->ru_stime.tv_usec
                     : 0;
    int length = snprintf(line, sizeof line, "%s %ld %ld %ld\n", word, number, cpu,
                          usage ? usage->ru_maxrss : 0);
    if (write(report, line, length) != length)
        _exit(125);
}

static void close_from(unsigned first)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, ~0u, 0) == 0)
        return;
#endif
    for (unsigned fd = first; fd < 1024; fd++)
        close(fd);
}

static void apply_limit(const char *text)
{
    char *rest;
    int resource = (int)strtol(text, &rest, 10);
    struct rlimit limit;
    limit.rlim_cur = strtoull(rest + 1, &rest, 10);
    limit.rlim_max = strtoull(rest + 1, &rest, 10);
    if (setrlimit(resource, &limit) != 0) {
        say("failed", errno, NULL);
        _exit(126);
    }
}

static void become(char **streams, char **limits, char **command, const sigset_t *signals)
{
    int randomised = personality(ADDR_NO_RANDOMIZE) == -1;
    say("started", randomised, NULL);
    fcntl(report, F_SETFD, FD_CLOEXEC);
    for (int fd = 0; fd < 3; fd++)
        if (dup2(atoi(streams[fd]), fd) < 0)
            _exit(126);
    if (report != 3) {
        dup3(report, 3, O_CLOEXEC);
        report = 3;
    }
    close_from(4);
    for (; *limits != command[-1]; limits++)
        apply_limit(*limits);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_SETMASK, signals, NULL);
    unsetenv("PWD"); /* bwrap's own */
    execvp(command[0], command);
    say("failed", errno, NULL);
    _exit(127);
}

static void hand_over(const char *path, int artifact)
{
    static char buffer[1 << 16];
    struct stat status;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        ssize_t count;
        while ((count = read(file, buffer, sizeof buffer)) > 0)
            for (ssize_t done = 0, n; done < count; done += n)
                if ((n = write(artifact, buffer + done, count - done)) <= 0)
                    _exit(125);
    }
    close(file);
}

static void on_child(int number)
{
    (void)number;
}

int main(int argc, char **argv)
{
    if (argc < 9)
        return 125;
    char **streams = argv + 2, **limits = argv + 7, **command = limits;
    while (strcmp(*command++, "--") != 0)
        ;
    report = atoi(argv[1]);
    int artifact = atoi(argv[5]);
    const char *path = argv[6];

    sigset_t blocked, original;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blocked, &original);
    signal(SIGCHLD, on_child);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_DUMPABLE, 0);

    pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_DFL);
        become(streams, limits, command, &original);
    }
    if (child < 0) {
        say("failed", errno, NULL);
        return 125;
    }
    for (int i = 0; i < 3; i++)
        close(atoi(streams[i]));

    for (;;) {
        int status;
        struct rusage usage;
        pid_t ended;
        while ((ended = wait4(-1, &status, WNOHANG, &usage)) > 0) {
            if (ended != child)
                continue;
            if (WIFSIGNALED(status))
                say("signaled", WTERMSIG(status), &usage);
            else
                say("exited", WEXITSTATUS(status), &usage);
            if (*path && WIFEXITED(status) && WEXITSTATUS(status) == 0)
                hand_over(path, artifact);
            close(artifact);
        }
        if (ended < 0 && errno == ECHILD)
            return 0;
        struct pollfd reader = {.fd = report};
        if (ppoll(&reader, 1, NULL, &original) > 0)
            return 125;
    }
}
