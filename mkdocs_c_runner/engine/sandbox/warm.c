/* Is loaded into a compiler, an assembler or a linker, and makes a server of it; init_warm.h says what for.
 *
 * The program runs as far as to the first file that it opens by a relative name or in the working directory: there the
 * files of authors are. A linker goes past the file that it writes, and on to the first one that it reads. A compiler
 * goes much further, see below. For each byte that comes through ASK it forks, the child opens that file and goes on
 * as if nothing had happened, and when the child has ended its status goes through ANSWER.
 *
 * A compiler reads its source first of all, and then makes its tables, which takes as long as to compile a small program.
 * So it reads blanks, and stops at the first header, which each program has. The child puts the source in their place.
 * A compiler that does not read its source in one step, or looks at it before that header, stops for good. Whoever
 * lets compilers wait compares the first program with one that was made otherwise (`waiting_compilers.py`).
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

enum { ASK = 250, ANSWER = 251, UNUSUAL = 99, NOT_SET_UP = 126 };

/* The bytes of the largest source that a compiler waits for, as in `waiting_compilers.py`. */
enum { ROOM = 16384 };

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

/* --- The source of a compiler -------------------------------------------------------------------- */

#define FIRST_HEADER "/stdc-predef.h"

/* The path of the source, the file with as many blanks, and the place to which the compiler has read them. */
static struct {
    char path[200];
    int file;
    char *room;
} source = {.file = -1};

/* Returns a file of blanks, in the place of a source, with the time that all files of authors have. */
static int blanks_for(const char *path)
{
    static char blanks[ROOM];
    static const char name[] = WORKING_DIRECTORY ".blanks";
    const char *time = getenv("SOURCE_DATE_EPOCH");
    memset(blanks, ' ', sizeof blanks);
    source.file = openat(AT_FDCWD, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (source.file < 0 || unlink(name) < 0 || strlen(path) >= sizeof source.path || !time
        || pwrite(source.file, blanks, sizeof blanks, 0) != sizeof blanks)
        _exit(NOT_SET_UP);
    struct timespec accessed_and_changed[2] = {{.tv_sec = atol(time)}, {.tv_sec = atol(time)}};
    if (futimens(source.file, accessed_and_changed) < 0)
        _exit(NOT_SET_UP);
    strcpy(source.path, path);
    return source.file;
}

ssize_t read(int file, void *room, size_t size)
{
    ssize_t count = syscall(SYS_read, file, room, size);
    if (file == source.file && !source.room && count == ROOM)
        source.room = room;
    return count;
}

/* Whether the compiler has the blanks, and nothing else of its source. */
static int has_blanks(void)
{
    for (int i = 0; source.room && i < ROOM; i++)
        if (source.room[i] != ' ')
            return 0;
    return source.room != NULL;
}

/* Makes the tables that a compiler makes when it meets the first function, if it is a gcc with plugins. */
static void make_tables(void)
{
    void (*initialize_rtl)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "_Z14initialize_rtlv");
    if (initialize_rtl)
        initialize_rtl();
}

/* Puts the source in the place of the blanks. Ends this process if it is too large. */
static void take_source(void)
{
    int file = openat(AT_FDCWD, source.path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0 || status.st_size > ROOM
        || syscall(SYS_read, file, source.room, ROOM) != status.st_size)
        _exit(UNUSUAL);
    close(file);
}

/* --- The server --------------------------------------------------------------------------------- */

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
            if (source.room)
                take_source();
            return;
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            break;
    }
    _exit(0);
}

static int has_stopped;

/* Whether this is the program of this number in a chain. */
static int is_program(char number)
{
    const char *program = getenv("C_RUNNER_PROGRAM");
    return program && *program == number;
}

static int is_authors(const char *path)
{
    return path[0] != '/' || !strncmp(path, WORKING_DIRECTORY, strlen(WORKING_DIRECTORY));
}

static int ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), most = strlen(end);
    return length >= most && !strcmp(path + length - most, end);
}

/* Stops the program at the first file of an author, or a compiler later, at the first header. */
static void look_at(const char *path)
{
    int has_blanks_for_source = source.path[0] != '\0';
    if (has_stopped)
        return;
    if (has_blanks_for_source && ends_with(path, FIRST_HEADER)) {
        if (!has_blanks())
            _exit(NOT_SET_UP);
        make_tables();
    } else if (has_blanks_for_source && is_authors(path)) {
        _exit(NOT_SET_UP);
    } else if (!is_authors(path)) {
        return;
    }
    has_stopped = 1;
    serve();
}

/* --- The functions of the C library with which these programs open files ------------------------ */

static int opened(const char *path, int flags, mode_t mode)
{
    if (!has_stopped && !source.path[0] && is_program('0') && is_authors(path))
        return blanks_for(path);
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
    if (*mode == 'r' || !is_program('2'))
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
