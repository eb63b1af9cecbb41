/* Part of init.c: the order, the reports on it, and the reading of its beginning. It is included, not linked, so that
 * one run of the compiler makes the program. */
#ifndef INIT_ORDER_H
#define INIT_ORDER_H

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436 /* the same on every architecture */
#endif

/* Exit statuses of this process, and of the child that could not become a command. */
enum { MALFORMED_ORDER = 124, NOBODY_LISTENS = 125, NOT_SET_UP = 126, NOT_EXECUTED = 127 };

/* What follows an order in which another one may follow: with nothing of it, with its files, or with its programs. */
enum { KEEPS = 2, WAITS = 3 };

/* The descriptors that come with an order. */
enum { ORDER, REPORT, IN, OUT, ERR, ARTIFACT, DESCRIPTORS };

/* The current order. It is mapped from `begin` to `end`, and read as far as `next`. */
static struct {
    int fds[DESCRIPTORS];
    char *begin, *next, *end;
    const char *file, *time;
    int always, reuse;
} order;

static char buffer[1 << 16];

static void report(const char *event, long value, const struct rusage *usage)
{
    long long cpu = 0;
    long memory = 0;
    if (usage) {
        cpu = (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000LL
              + usage->ru_utime.tv_usec + usage->ru_stime.tv_usec;
        memory = usage->ru_maxrss;
    }
    /* Not printf: a stream allocates memory, and the child has reached its limits by now. */
    char line[128];
    int length = snprintf(line, sizeof line, "%s %ld %lld %ld\n", event, value, cpu, memory);
    if (write(order.fds[REPORT], line, (size_t)length) != length)
        _exit(NOBODY_LISTENS);
}

/* Returns the next string. The build that wrote the order is trusted, but must not be misunderstood. */
static char *next_string(void)
{
    char *text = order.next;
    while (order.next < order.end && *order.next)
        order.next++;
    if (order.next++ >= order.end)
        _exit(MALFORMED_ORDER);
    return text;
}

static unsigned long next_number(void)
{
    return strtoul(next_string(), NULL, 10);
}

/* Returns the next strings as an array that ends in NULL, as execve wants it. */
static char **next_strings(void)
{
    unsigned long count = next_number();
    char **strings = calloc(count + 1, sizeof *strings);
    if (!strings) {
        report("failed", errno, NULL);
        _exit(NOT_SET_UP);
    }
    for (unsigned long i = 0; i < count; i++)
        strings[i] = next_string();
    return strings;
}

/* Closes all descriptors from one to another. */
static void close_between(unsigned first, unsigned last)
{
    if (syscall(SYS_close_range, first, last, 0) < 0) /* before Linux 5.9 */
        for (unsigned fd = first; fd <= last && fd < 1024; fd++)
            close((int)fd);
}

/* Makes the directories above a file, as far as they are missing. */
static void make_directories(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0755);
        *slash = '/';
    }
}

/* Returns whether all bytes could be written. */
static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written <= 0)
            return 0;
        bytes += written;
        size -= (size_t)written;
    }
    return 1;
}

/* Gives a file the time of the order, so that what depends on it is the same in every run. */
static int set_time(int file)
{
    if (!*order.time)
        return 0;
    struct timespec time = {.tv_sec = (time_t)strtoul(order.time, NULL, 10)};
    struct timespec accessed_and_changed[2] = {time, time};
    return futimens(file, accessed_and_changed);
}

/* Returns whether the next file of the order could be written. */
static int write_next_file(void)
{
    char *path = next_string();
    mode_t mode = (mode_t)next_number();
    size_t size = next_number();
    if (size > (size_t)(order.end - order.next))
        _exit(MALFORMED_ORDER);
    make_directories(path);
    /* A new file, whatever an earlier command may have left under this name. */
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int is_written = file >= 0 && write_all(file, order.next, size) && fchmod(file, mode) == 0 && set_time(file) == 0;
    if (!is_written)
        report("failed", errno, NULL);
    if (file >= 0)
        close(file);
    order.next += size;
    return is_written;
}

/* Returns whether all files of the order could be written. */
static int write_files(void)
{
    for (unsigned long files = next_number(); files; files--)
        if (!write_next_file())
            return 0;
    return 1;
}

/* Waits for the next order, and returns whether one came. None comes when the build has ended. */
static int receive_order(int socket)
{
    union {
        struct cmsghdr header; /* for its alignment */
        char space[CMSG_SPACE(sizeof order.fds)];
    } control;
    struct iovec data = {.iov_base = buffer, .iov_len = sizeof buffer - 1};
    struct msghdr message = {
        .msg_iov = &data,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    ssize_t length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (length <= 0 || message.msg_controllen < CMSG_LEN(sizeof order.fds))
        return 0;
    memcpy(order.fds, CMSG_DATA(&control.header), sizeof order.fds);

    buffer[length] = 0;
    size_t size = strtoul(buffer, NULL, 10);
    /* Writable, since paths are cut while directories are made; private, since the build keeps the file. */
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, order.fds[ORDER], 0);
    if (memory == MAP_FAILED)
        return 0;
    close(order.fds[ORDER]);
    order.begin = order.next = memory;
    order.end = memory + size;
    return 1;
}

#endif
