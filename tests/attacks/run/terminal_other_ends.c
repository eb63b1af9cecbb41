// expect: ok
// require: /dev/ptmx: ENOENT
// require: peer: E
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Other terminals of the machine, and the other end of this one. */
int main(void)
{
    int on = 1;
    tell("/dev/ptmx", open("/dev/ptmx", O_RDWR));
    tell("/dev/pts/0", open("/dev/pts/0", O_RDWR));
    tell("/dev/pts/ptmx", open("/dev/pts/ptmx", O_RDWR));
    tell("/dev/console", open("/dev/console", O_RDWR));
    tell("/dev/tty0", open("/dev/tty0", O_RDWR));
    tell("name", ttyname(0) ? 0 : -1);
    tell("peer", ioctl(0, 0x5441, O_RDWR));
    tell("packets", ioctl(0, TIOCPKT, &on));
    tell("unlock", ioctl(0, TIOCSPTLCK, &on));
    tell("signal", ioctl(0, 0x40045436, 9));
    tell("locked modes", ioctl(0, TIOCSLCKTRMIOS, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    return 0;
}
