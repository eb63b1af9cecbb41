/* Runs commands inside the sandbox, as process 1 of its pid namespace.
 *
 *   supervisor SOCKET
 *
 * An order comes through SOCKET, a sequenced-packet socket, as the descriptors ORDER, REPORT, IN, OUT,
 * ERR, ARTIFACT. ORDER is a file in memory that says what is to be done, strings that end in NUL and
 * counts in decimal:
 *
 *   FILE                                  the file that the command is to make, or nothing
 *   REUSE                                 1 if another order may follow, else 0
 *   COUNT, then files                     each: PATH, MODE, SIZE, then so many bytes
 *   COUNT, then limits                    each: RESOURCE:SOFT:HARD
 *   COUNT, then PATH ARGV0 [ARG]...       the command
 *
 * It writes the files, sets the resource limits, switches address randomisation off, gives the command
 * IN, OUT and ERR as its standard streams, waits, and writes to REPORT, a line each, words and numbers:
 *
 *   started RANDOMISED 0 0                0 if addresses will be the same in every run
 *   failed ERRNO 0 0                      the command could not be executed
 *   exited STATUS CPU_US MAX_RSS_KB       or
 *   signaled NUMBER CPU_US MAX_RSS_KB
 *   emptied 0 0 0                         nothing is left of it: the next order may come
 *
 * If the command succeeded and FILE is not empty, that regular file is copied to ARTIFACT. Then, if
 * another order may follow, it kills what is left and empties the working directory, which is all that a
 * command can write to; whatever cannot be emptied ends the sandbox. If none may follow, it reaps what is
 * left. When it ends, the kernel kills every other process of the namespace. It also ends as soon as
 * nobody reads REPORT any more, so no sandbox outlives the build, however that died, and with bwrap.
 *
 * Being process 1 it cannot be killed from inside, and being undumpable it cannot be traced or read
 * through /proc. It trusts nothing that the command says.
 *
 * It is started for every program, so it does without a C library where it can: it is then some
 * kilobytes long, needs nothing to be linked with, and starts in half the time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef FREESTANDING
#define call(number, ...) syscall(number, __VA_ARGS__)
#define failure() (-errno)
#else
/* A system call as the kernel's ABI has it: the result, or minus the error number. */
static long trap(long number, long a, long b, long c, long d, long e, long f)
{
#if defined(__x86_64__)
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
#else
#error "this architecture needs a C library"
#endif
}
#define ARGUMENTS(a, b, c, d, e, f, ...) \
    (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)
#define call(number, ...) keep(trap(number, ARGUMENTS(__VA_ARGS__, 0, 0, 0, 0, 0, 0)))
#define failure() last
static long last;
static long keep(long result)
{
    last = result;
    return result;
}
#endif

typedef unsigned long mask; /* the kernel's own sigset_t */

static const mask no_signals;

#define WORKING_DIRECTORY "/tmp"

enum { ORDER, REPORT, IN, OUT, ERR, ARTIFACT, DESCRIPTORS };

/* An order, and where it is read: at `next`, of what is mapped. */
static struct order {
    int fds[DESCRIPTORS];
    char *begin, *next, *end;
    const char *file;
    int reuse;
} order;

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
    if (call(SYS_write, order.fds[REPORT], line, end - line) != end - line)
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
    for (long signal = 1; signal <= 64; signal++)
        call(SYS_rt_sigaction, signal, by_default, 0, sizeof no_signals);
}

/* The next string of the order. Whoever wrote it is trusted; a mistake must not go unnoticed. */
static char *string(void)
{
    char *text = order.next;
    while (order.next < order.end && *order.next)
        order.next++;
    if (order.next++ >= order.end)
        leave(124);
    return text;
}

static unsigned long count(void)
{
    const char *text = string();
    return number(&text);
}

/* Makes the directories above a file, as far as they are missing. */
static void make_directories(char *path)
{
    for (char *end = path + 1; *end; end++) {
        if (*end != '/')
            continue;
        *end = 0;
        call(SYS_mkdirat, AT_FDCWD, path, 0755);
        *end = '/';
    }
}

static int write_all(long fd, const char *bytes, long size)
{
    for (long done = 0, n; done < size; done += n)
        if ((n = call(SYS_write, fd, bytes + done, size - done)) <= 0)
            return 0;
    return 1;
}

/* Whether the next file of the order could be written. */
static int write_file(void)
{
    char *path = string();
    unsigned long mode = count();
    long size = (long)count();
    if (size > order.end - order.next)
        leave(124);
    make_directories(path);
    long flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    long file = call(SYS_openat, AT_FDCWD, path, flags, 0600);
    int written = file >= 0 && write_all(file, order.next, size)
                  && call(SYS_fchmod, file, mode) == 0;
    if (!written)
        say("failed", -failure(), 0);
    call(SYS_close, file);
    order.next += size;
    return written;
}

static void become(char **environment)
{
    int randomised = call(SYS_personality, ADDR_NO_RANDOMIZE) < 0;
    for (long fd = 0; fd < 3; fd++)
        if (call(SYS_dup3, order.fds[IN + fd], fd, 0) < 0)
            leave(126);
    if (order.fds[REPORT] != 3)
        call(SYS_dup3, order.fds[REPORT], 3, O_CLOEXEC);
    order.fds[REPORT] = 3;
    if (call(SYS_close_range, 4, ~0u, 0) < 0)
        for (long fd = 4; fd < 1024; fd++)
            call(SYS_close, fd);
    for (unsigned long limits = count(); limits; limits--)
        apply_limit(string());
    call(SYS_rt_sigprocmask, SIG_SETMASK, &no_signals, 0, sizeof no_signals);
    say("started", randomised, 0);

    /* bwrap sets one variable of its own, which is not part of the policy. */
    char **kept = environment;
    for (char **each = environment; *each; each++)
        if (!((*each)[0] == 'P' && (*each)[1] == 'W' && (*each)[2] == 'D' && (*each)[3] == '='))
            *kept++ = *each;
    *kept = 0;

    unsigned long words = count();
    long size = (long)(words + 1) * (long)sizeof(char *);
    long memory = call(SYS_mmap, 0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                       -1, 0);
    if (memory < 0)
        leave(126);
    char **command = (char **)memory;
    for (unsigned long i = 0; i < words; i++)
        command[i] = string();
    call(SYS_execve, command[0], command + 1, environment);
    say("failed", -failure(), 0);
    leave(127);
}

static char buffer[1 << 16];

static void hand_over(const char *path, long artifact)
{
    struct statx status;
    long flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, size;
    long file = call(SYS_openat, AT_FDCWD, path, flags);
    if (file < 0)
        return;
    long known = call(SYS_statx, file, "", AT_EMPTY_PATH, STATX_TYPE, &status);
    if (known == 0 && (status.stx_mode & S_IFMT) == S_IFREG)
        while ((size = call(SYS_read, file, buffer, sizeof buffer)) > 0)
            if (!write_all(artifact, buffer, size))
                leave(125);
    call(SYS_close, file);
}

/* An entry of a directory, as getdents64 lists it. */
struct entry {
    unsigned long long inode;
    long long offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

static int is_own(const char *name)
{
    return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

static int empty(long directory, const char *name, int depth);

static int remove_entry(long directory, const char *name, int depth)
{
    return call(SYS_unlinkat, directory, name, 0) == 0
           || (depth < 32 && empty(directory, name, depth + 1)
               && call(SYS_unlinkat, directory, name, AT_REMOVEDIR) == 0);
}

/* Removes all that is in a directory, and says whether it is empty and writable then. */
static int empty(long directory, const char *name, int depth)
{
    char entries[2048];
    long flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, size;
    long opened = call(SYS_openat, directory, name, flags);
    if (opened < 0)
        return 0;
    int fine = call(SYS_fchmod, opened, depth ? 0700 : 01777) == 0;
    for (int found = 1; fine && found;) {
        found = 0;
        call(SYS_lseek, opened, 0, SEEK_SET);
        while (fine && (size = call(SYS_getdents64, opened, entries, sizeof entries)) != 0) {
            fine = size > 0;
            for (long at = 0; fine && at < size;) {
                struct entry *each = (struct entry *)(void *)(entries + at);
                at += each->length;
                if (is_own(each->name))
                    continue;
                found = 1;
                fine = remove_entry(opened, each->name, depth);
            }
        }
    }
    call(SYS_close, opened);
    return fine;
}

static void kill_all(void)
{
    do
        call(SYS_kill, -1, SIGKILL);
    while (call(SYS_wait4, -1, 0, 0, 0) > 0);
}

/* Waits for the next order, and says whether one came: none does when the build has ended. */
static int receive(long socket)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof order.fds)];
    } control;
    struct iovec data = {.iov_base = buffer, .iov_len = sizeof buffer};
    struct msghdr message = {
        .msg_iov = &data,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    if (call(SYS_recvmsg, socket, &message, MSG_CMSG_CLOEXEC) <= 0
        || message.msg_controllen < CMSG_LEN(sizeof order.fds))
        return 0;
    for (int i = 0; i < DESCRIPTORS; i++)
        order.fds[i] = ((int *)(void *)CMSG_DATA(&control.header))[i];

    const char *length = buffer;
    long size = (long)number(&length);
    long memory = call(SYS_mmap, 0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, order.fds[ORDER], 0);
    if (memory < 0)
        return 0;
    call(SYS_close, order.fds[ORDER]);
    order.begin = order.next = (char *)memory;
    order.end = order.begin + size;
    return 1;
}

/* Waits for the command, and reports how it ended. */
static void watch(long child, long signals)
{
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
            if (*order.file && WIFEXITED(status) && WEXITSTATUS(status) == 0)
                hand_over(order.file, order.fds[ARTIFACT]);
            call(SYS_close, order.fds[ARTIFACT]);
            if (order.reuse)
                return;
        }
        if (ended < 0 && failure() == -ECHILD)
            return;
        struct pollfd watched[2] = {
            {.fd = order.fds[REPORT]},
            {.fd = (int)signals, .events = POLLIN},
        };
        call(SYS_ppoll, watched, 2, 0, 0, 0);
        if (watched[0].revents)
            leave(125);
        char event[128];
        call(SYS_read, signals, event, sizeof event);
    }
}

/* Carries an order out, and says whether another one may follow. */
static int carry_out(long signals, char **environment)
{
    order.file = string();
    order.reuse = (int)count();
    for (unsigned long files = count(); files; files--)
        if (!write_file())
            return 0;
    long child = call(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        become(environment);
    if (child < 0) {
        say("failed", -failure(), 0);
        return 0;
    }
    for (int i = IN; i <= ERR; i++)
        call(SYS_close, order.fds[i]);
    watch(child, signals);
    if (!order.reuse)
        return 0;

    kill_all();
    if (!empty(AT_FDCWD, WORKING_DIRECTORY, 0))
        return 0;
    call(SYS_munmap, order.begin, order.end - order.begin);
    say("emptied", 0, 0);
    call(SYS_close, order.fds[REPORT]);
    return 1;
}

static int supervise(int argc, char **argv, char **environment)
{
    if (argc < 2)
        return 124;
    const char *text = argv[1];
    long socket = (long)number(&text);

    reset_signals();
    call(SYS_umask, 022);
    mask child_ended = 1ul << (SIGCHLD - 1);
    call(SYS_rt_sigprocmask, SIG_BLOCK, &child_ended, 0, sizeof child_ended);
    long signals = call(SYS_signalfd4, -1, &child_ended, sizeof child_ended,
                        O_CLOEXEC | O_NONBLOCK);
    call(SYS_prctl, PR_SET_DUMPABLE, 0);
    call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
    call(SYS_fcntl, socket, F_SETFD, FD_CLOEXEC);
    while (receive(socket))
        if (!carry_out(signals, environment))
            return 0;
    return 0;
}

#ifdef FREESTANDING
#if defined(__x86_64__)
__asm__(".text\n.globl _start\n_start:\n xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");
#else
__asm__(".text\n.globl _start\n_start:\n mov x29, #0\n mov x0, sp\n bl begin\n");
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
