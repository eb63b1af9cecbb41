// expect: ok
// require: fanotify_init: EPERM
// require: inotify on /etc: ENOENT
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Watching what others do with files. */
int main(void)
{
    int inotify = inotify_init1(IN_NONBLOCK);
    tell("fanotify_init", fanotify_init(FAN_CLASS_NOTIF, O_RDONLY));
    tell("fanotify_init for reports", fanotify_init(FAN_REPORT_FID, O_RDONLY));
    tell("fanotify_mark", fanotify_mark(0, FAN_MARK_ADD | FAN_MARK_MOUNT, FAN_OPEN, AT_FDCWD, "/usr/lib"));
    tell("inotify on /etc", inotify_add_watch(inotify, "/etc", IN_ALL_EVENTS));
    tell("inotify on /home", inotify_add_watch(inotify, "/home", IN_ALL_EVENTS));
    tell("lease", fcntl(open("/usr/lib/os-release", O_RDONLY), F_SETLEASE, F_RDLCK));
    return 0;
}
