// expect: ok
// require: fanotify_init: EPERM
// require: inotify_init: ENOSYS
// require: lease: EINVAL
// require: notify: EINVAL
// require: hint: EINVAL
// require: read what is in memory: EOPNOTSUPP
// require: cachestat: ENOSYS
// require: forget: done
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Watching what others do with files of the host: those that every sandbox sees. */
int main(void)
{
    char byte;
    struct iovec one = { &byte, 1 };
    uint64_t range[2] = { 0, 4096 }, counts[5], hint = 1;
    int file = open("/usr/lib/os-release", O_RDONLY), directory = open("/usr/lib", O_RDONLY);
    tell("fanotify_init", fanotify_init(FAN_CLASS_NOTIF, O_RDONLY));
    tell("fanotify_init for reports", fanotify_init(FAN_REPORT_FID, O_RDONLY));
    tell("fanotify_mark", fanotify_mark(0, FAN_MARK_ADD | FAN_MARK_MOUNT, FAN_OPEN, AT_FDCWD, "/usr/lib"));
    tell("inotify_init", inotify_init());
    tell("inotify_init1", inotify_init1(IN_NONBLOCK));
    tell("lease", fcntl(file, F_SETLEASE, F_RDLCK));
    tell("notify", fcntl(directory, F_NOTIFY, DN_ACCESS | DN_MULTISHOT));
    tell("hint", fcntl(file, F_SET_RW_HINT, &hint));
    tell("read what is in memory", preadv2(file, &one, 1, 0, RWF_NOWAIT));
    tell("cachestat", syscall(451, file, range, counts, 0));
    printf("forget: %s\n", posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0 ? "done" : "refused");
    return 0;
}
