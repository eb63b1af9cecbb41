// expect: ok
// require: /dev/null mode: EPERM
// require: mem: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* What is there is set to what it is: that takes the same rights and does no harm. */
int main(void)
{
    struct stat null;
    stat("/dev/null", &null);
    const struct timespec times[2] = { null.st_atim, null.st_mtim };
    const int none = 0;
    tell("/dev/null mode", chmod("/dev/null", null.st_mode & 07777));
    tell("/dev/null owner", chown("/dev/null", getuid(), getgid()));
    tell("/dev/null times", utimensat(AT_FDCWD, "/dev/null", times, 0));
    tell("/dev/null attribute", setxattr("/dev/null", "trusted.escaped", "1", 1, 0));
    tell("/dev/null elsewhere", link("/dev/null", "/tmp/null"));
    tell("/dev/null renamed", rename("/dev/null", "/dev/escaped"));
    tell("mem", mknod("/tmp/mem", S_IFCHR | 0600, makedev(1, 1)));
    tell("disk", mknod("/tmp/disk", S_IFBLK | 0600, makedev(8, 0)));
    tell("terminal", mknod("/tmp/tty", S_IFCHR | 0600, makedev(5, 0)));
    tell("pseudo-terminals", mknod("/tmp/ptmx", S_IFCHR | 0600, makedev(5, 2)));
    tell("entropy", ioctl(open("/dev/urandom", O_RDWR), RNDADDTOENTCNT, &none));
    /* A whiteout is the one device that anybody may make; there is nothing behind it. */
    mknod("/tmp/whiteout", S_IFCHR | 0600, makedev(0, 0));
    tell("whiteout", open("/tmp/whiteout", O_RDONLY));
    return 0;
}
