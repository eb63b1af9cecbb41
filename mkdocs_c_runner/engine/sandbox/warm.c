/* Is loaded into a compiler, an assembler or a linker, and makes a server of it; init_warm.h says what for.
 *
 * The program runs as far as to the first file that it opens by a relative name or in the working directory: there the
 * files of authors are. A linker goes past the file that it writes, and on to the first one that it reads. For each byte that comes through ASK it forks, the child opens that file and goes on as if
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
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
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

/* Commands of fcntl that let a pipe send a signal to another process: F_SETOWN, F_SETSIG and F_SETOWN_EX. */
static const int OWNERS[] = {8, 10, 15};

static struct sock_filter code[2 * (COUNT(FORBIDDEN) + COUNT(OWNERS)) + 6];
static unsigned short written;

static void write_code(unsigned short operation, unsigned operand, unsigned char otherwise)
{
    code[written++] = (struct sock_filter){operation, 0, otherwise, operand};
}

static void forbid(const int *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        write_code(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)values[i], 1);
        write_code(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0);
    }
}

/* Ends this process if it cannot be confined. */
static void confine(void)
{
    write_code(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0);
    forbid(FORBIDDEN, COUNT(FORBIDDEN));
    write_code(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 1 + 2 * COUNT(OWNERS));
    /* The kernel looks at the low half of the command, which comes first on these machines. */
    write_code(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1]), 0);
    forbid(OWNERS, COUNT(OWNERS));
    write_code(BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0);
    struct sock_fprog filter = {.len = written, .filter = code};
    if (close(ASK) < 0 || close(ANSWER) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) < 0)
        _exit(NOT_SET_UP);
}

/* The files that the program has opened by name, by their descriptors: all children would share them. */
static struct {
    char path[200];
    int flags;
    dev_t device;
    ino_t inode;
} opened_files[ASK];

static void note(FILE *file, const char *path, const char *mode)
{
    int fd = file ? fileno(file) : ASK;
    struct stat status;
    if (fd >= ASK || strlen(path) >= sizeof opened_files[fd].path || fstat(fd, &status) < 0)
        return;
    opened_files[fd].device = status.st_dev;
    opened_files[fd].inode = status.st_ino;
    strcpy(opened_files[fd].path, path);
    opened_files[fd].flags = O_CLOEXEC | (*mode == 'w' ? O_RDWR | O_CREAT | O_TRUNC : O_RDONLY);
}

/* Whether the program has a file open of which the name is not known. */
static int has_unknown_file(void)
{
    struct stat status;
    for (int fd = 3; fd < ASK; fd++)
        if (fstat(fd, &status) == 0
            && (status.st_ino != opened_files[fd].inode || status.st_dev != opened_files[fd].device))
            return 1;
    return 0;
}

/* Gives a child files of its own, at the same places. Ends it if that is not possible. */
static void open_again(void)
{
    for (int fd = 3; fd < ASK; fd++) {
        if (!*opened_files[fd].path || fcntl(fd, F_GETFD) < 0)
            continue;
        off_t position = lseek(fd, 0, SEEK_CUR);
        int file = openat(AT_FDCWD, opened_files[fd].path, opened_files[fd].flags, 0666);
        if (file < 0 || lseek(file, position, SEEK_SET) != position || dup3(file, fd, O_CLOEXEC) < 0)
            _exit(NOT_SET_UP);
        close(file);
    }
}

/* Answers orders. Returns in each child. */
static void serve(void)
{
    if (has_unknown_file() || prctl(PR_SET_DUMPABLE, 0) < 0)
        _exit(NOT_SET_UP);
    int status = 0;
    char order;
    /* The first answer says that it waits. */
    while (write(ANSWER, &status, sizeof status) == sizeof status && read(ASK, &order, 1) == 1) {
        pid_t child = fork();
        if (child == 0) {
            open_again();
            confine();
            return;
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            break;
    }
    _exit(0);
}

static int has_stopped;

/* Stops the program at the first file of an author. */
static void look_at(const char *path)
{
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

static int is_linker(void)
{
    const char *program = getenv("C_RUNNER_PROGRAM");
    return program && *program == '2';
}

static FILE *stream(const char *name, const char *path, const char *mode)
{
    if (*mode == 'r' || !is_linker())
        look_at(path);
    Fopen real = (Fopen)dlsym(RTLD_NEXT, name);
    FILE *file = real ? real(path, mode) : NULL;
    if (!has_stopped)
        note(file, path, mode);
    return file;
}

FILE *fopen(const char *path, const char *mode)
{
    return stream("fopen", path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return stream("fopen64", path, mode);
}
