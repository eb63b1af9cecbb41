/* Is loaded into a compiler, an assembler or a linker, and makes a server of it; init_warm.h says what for.
 *
 * The program runs as far as to the first file that it opens by a relative name or in the working directory: there the
 * files of authors are. For each byte that comes through ASK it forks, the child opens that file and goes on as if
 * nothing had happened, and when the child has ended its status goes through ANSWER.
 *
 * The child has what the program had, and may read what an author has written. So it must not outlive its turn, and must
 * not reach the program: a filter of system calls ends it if it tries to make a process, to become another program or to
 * send a signal. The program itself cannot be traced, and reads nothing but single bytes from process 1.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ASK = 250, ANSWER = 251, NOT_SET_UP = 126 };

#define WORKING_DIRECTORY "/tmp/"
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Calls that make a process or another program of this one, or reach another process. */
static const int FORBIDDEN[] = {
#ifdef SYS_fork
    SYS_fork, SYS_vfork,
#endif
    SYS_clone, SYS_execve, SYS_execveat, SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo,
    SYS_setsid, SYS_setpgid, SYS_ptrace,
    424 /* pidfd_send_signal */, 434 /* pidfd_open */, 435 /* clone3 */,
};

/* Ends this process if it cannot be confined. */
static void confine(void)
{
    static struct sock_filter code[2 * COUNT(FORBIDDEN) + 2];
    unsigned short next = 0;
    code[next++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < COUNT(FORBIDDEN); i++) {
        code[next++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)FORBIDDEN[i], 0, 1);
        code[next++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    }
    code[next++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {.len = next, .filter = code};
    if (close(ASK) < 0 || close(ANSWER) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) < 0)
        _exit(NOT_SET_UP);
}

/* Whether the program has a file open, which all children would share. */
static int has_open_file(void)
{
    for (int fd = 3; fd < ASK; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            return 1;
    return 0;
}

/* Answers orders. Returns in each child. */
static void serve(void)
{
    if (has_open_file() || prctl(PR_SET_DUMPABLE, 0) < 0)
        _exit(NOT_SET_UP);
    int status = 0;
    char order;
    /* The first answer says that it waits. */
    while (write(ANSWER, &status, sizeof status) == sizeof status && read(ASK, &order, 1) == 1) {
        pid_t child = fork();
        if (child == 0) {
            confine();
            return;
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            break;
    }
    _exit(0);
}

/* Stops the program at the first file of an author. */
static void look_at(const char *path)
{
    static int has_stopped;
    if (has_stopped || (path[0] == '/' && strncmp(path, WORKING_DIRECTORY, strlen(WORKING_DIRECTORY)) != 0))
        return;
    has_stopped = 1;
    serve();
}

/* --- The functions of the C library with which these programs open files ------------------------ */

static int opened(const char *path, int flags, mode_t mode)
{
    look_at(path);
    return openat(AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened(path, flags | O_LARGEFILE, mode);
}

typedef FILE *(*Fopen)(const char *, const char *);

static FILE *stream(const char *name, const char *path, const char *mode)
{
    look_at(path);
    Fopen real = (Fopen)dlsym(RTLD_NEXT, name);
    return real ? real(path, mode) : NULL;
}

FILE *fopen(const char *path, const char *mode)
{
    return stream("fopen", path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return stream("fopen64", path, mode);
}
