/* Runs one command inside the sandbox, as process 1 of its pid namespace.
 *
 *   supervisor REPORT IN OUT ERR ARTIFACT FILE [RESOURCE:SOFT:HARD]... -- PATH ARGV0 [ARG]...
 *
 * It sets the resource limits, switches address randomisation off, gives the command the descriptors
 * IN, OUT and ERR as its standard streams, waits, and writes to REPORT, a line each, words and numbers:
 *
 *   started RANDOMISED 0 0                0 if addresses will be the same in every run
 *   failed ERRNO 0 0                      the command could not be executed
 *   exited STATUS CPU_US MAX_RSS_KB       or
 *   signaled NUMBER CPU_US MAX_RSS_KB
 *
 * If the command succeeded and FILE is not empty, that regular file is copied to ARTIFACT. Then it
 * reaps what is left; when it ends, the kernel kills every other process of the namespace. It also
 * ends as soon as nobody reads REPORT any more, so no sandbox outlives the build, however that died,
 * and with bwrap.
 *
 * Being process 1 it cannot be killed from inside, and being undumpable it cannot be traced or read
 * through /proc. It trusts nothing that the command says.
 *
 * It is started twice for every block, so it does without a C library where it can: it is then some
 * kilobytes long, needs nothing to be linked with, and starts in half the time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <poll.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef FREESTANDING
#define call(number, ...) syscall(number, __VA_ARGS__)
#define failure() (-errno)
#else
/* A system call as the kernel's ABI has it: the result, or minus the error number. */
static long trap(long number, long a, long b, long c, long d, long e)
{
#if defined(__x86_64__)
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                     : "memory");
    return x0;
#else
#error "this architecture needs a C library"
#endif
}
#define ARGUMENTS(a, b, c, d, e, ...) (long)(a), (long)(b), (long)(c), (long)(d), (long)(e)
#define call(number, ...) keep(trap(number, ARGUMENTS(__VA_ARGS__, 0, 0, 0, 0, 0)))
#define failure() last
static long last;
static long keep(long result)
{
    last = result;
    return result;
}
#endif

typedef unsigned long mask; /* the kernel's own sigset_t */

static long report;

static void leave(int status)
{
    for (;;)
        call(SYS_exit_group, status);
}

static unsigned long number(const char **text)
{
    unsigned long value = 0;
    while (**text >= '0' && **text <= '9')
        value = value * 10 + (unsigned long)(*(*text)++ - '0');
    return value;
}

static long descriptor(const char *text)
{
    return (long)number(&text);
}

static char *put_word(char *end, const char *word)
{
    while (*word)
        *end++ = *word++;
    return end;
}

static char *put_number(char *end, unsigned long value)
{
    char digits[24];
    int count = 0;
    do
        digits[count++] = (char)('0' + value % 10);
    while (value /= 10);
    *end++ = ' ';
    while (count)
        *end++ = digits[--count];
    return end;
}

static void say(const char *word, long value, const struct rusage *usage)
{
    char line[128], *end = put_number(put_word(line, word), (unsigned long)value);
    unsigned long cpu = 0, memory = 0;
    if (usage) {
        cpu = (unsigned long)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000
              + (unsigned long)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec);
        memory = (unsigned long)usage->ru_maxrss;
    }
    end = put_number(put_number(end, cpu), memory);
    *end++ = '\n';
    if (call(SYS_write, report, line, end - line) != end - line)
        leave(125);
}

static void apply_limit(const char *text)
{
    unsigned long resource = number(&text), limit[2];
    text++;
    limit[0] = number(&text);
    text++;
    limit[1] = number(&text);
    if (call(SYS_prlimit64, 0, resource, limit, 0) < 0) {
        say("failed", -failure(), 0);
        leave(126);
    }
}

/* Whatever this build was started by, such as nohup, the program has every signal at its default. */
static void reset_signals(void)
{
    static const unsigned long by_default[4];
    static const mask none;
    for (long signal = 1; signal <= 64; signal++)
        call(SYS_rt_sigaction, signal, by_default, 0, sizeof none);
    call(SYS_rt_sigprocmask, SIG_SETMASK, &none, 0, sizeof none);
}

static void become(char **streams, char **limits, char **command, char **environment)
{
    say("started", call(SYS_personality, ADDR_NO_RANDOMIZE) < 0, 0);
    for (long fd = 0; fd < 3; fd++)
        if (call(SYS_dup3, descriptor(streams[fd]), fd, 0) < 0)
            leave(126);
    if (report != 3)
        call(SYS_dup3, report, 3, O_CLOEXEC);
    else
        call(SYS_fcntl, 3, F_SETFD, FD_CLOEXEC);
    report = 3;
    if (call(SYS_close_range, 4, ~0u, 0) < 0)
        for (long fd = 4; fd < 1024; fd++)
            call(SYS_close, fd);
    for (; *limits != command[-1]; limits++)
        apply_limit(*limits);
    reset_signals();

    /* bwrap sets one variable of its own, which is not part of the policy. */
    char **kept = environment;
    for (char **each = environment; *each; each++)
        if (!((*each)[0] == 'P' && (*each)[1] == 'W' && (*each)[2] == 'D' && (*each)[3] == '='))
            *kept++ = *each;
    *kept = 0;
    call(SYS_execve, command[0], command + 1, environment);
    say("failed", -failure(), 0);
    leave(127);
}

static void hand_over(const char *path, long artifact)
{
    static char buffer[1 << 16];
    struct statx status;
    long flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, count;
    long file = call(SYS_openat, AT_FDCWD, path, flags);
    if (file < 0)
        return;
    long known = call(SYS_statx, file, "", AT_EMPTY_PATH, STATX_TYPE, &status);
    if (known == 0 && (status.stx_mode & S_IFMT) == S_IFREG)
        while ((count = call(SYS_read, file, buffer, sizeof buffer)) > 0)
            for (long done = 0, n; done < count; done += n)
                if ((n = call(SYS_write, artifact, buffer + done, count - done)) <= 0)
                    leave(125);
    call(SYS_close, file);
}

static int supervise(int argc, char **argv, char **environment)
{
    if (argc < 10)
        return 125;
    char **streams = argv + 2, **limits = argv + 7, **command = limits;
    while ((*command)[0] != '-')
        command++;
    command++;
    report = descriptor(argv[1]);
    long artifact = descriptor(argv[5]);
    const char *file = argv[6];

    mask child_ended = 1ul << (SIGCHLD - 1);
    call(SYS_rt_sigprocmask, SIG_BLOCK, &child_ended, 0, sizeof child_ended);
    long signals = call(SYS_signalfd4, -1, &child_ended, sizeof child_ended,
                        O_CLOEXEC | O_NONBLOCK);
    call(SYS_prctl, PR_SET_DUMPABLE, 0);
    call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);

    long child = call(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        become(streams, limits, command, environment);
    if (child < 0) {
        say("failed", -failure(), 0);
        return 125;
    }
    for (int i = 0; i < 3; i++)
        call(SYS_close, descriptor(streams[i]));

    for (;;) {
        int status;
        struct rusage usage;
        long ended;
        while ((ended = call(SYS_wait4, -1, &status, WNOHANG, &usage)) > 0) {
            if (ended != child)
                continue;
            if (WIFSIGNALED(status))
                say("signaled", WTERMSIG(status), &usage);
            else
                say("exited", WEXITSTATUS(status), &usage);
            if (*file && WIFEXITED(status) && WEXITSTATUS(status) == 0)
                hand_over(file, artifact);
            call(SYS_close, artifact);
        }
        if (ended < 0 && failure() == -ECHILD)
            return 0;
        struct pollfd watched[2] = {{.fd = (int)report}, {.fd = (int)signals, .events = POLLIN}};
        call(SYS_ppoll, watched, 2, 0, 0, 0);
        if (watched[0].revents)
            return 125;
        char event[128];
        call(SYS_read, signals, event, sizeof event);
    }
}

#ifdef FREESTANDING
#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");
#else
__asm__(".globl _start\n_start:\n mov x29, #0\n mov x0, sp\n bl begin\n");
#endif
__attribute__((used)) void begin(long *stack)
{
    char **argv = (char **)(stack + 1);
    leave(supervise((int)stack[0], argv, argv + stack[0] + 1));
}
#else
int main(int argc, char **argv, char **environment)
{
    return supervise(argc, argv, environment);
}
#endif
