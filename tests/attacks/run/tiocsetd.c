// expect: ok
// require: TIOCSETD 0: EPERM
// require: TIOCSETD 21: EPERM
// require: TIOCSETD with high bits: EPERM
// require: line discipline 0
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A line discipline is a module that the kernel loads; several of them had holes. */
int main(void)
{
    int number = 0;
    for (; number < 30; number++)
        printf("TIOCSETD %d: %s\n", number, ioctl(0, TIOCSETD, &number) < 0 ? strerrorname_np(errno) : "GOT IT");
    number = 3;
    long got = syscall(SYS_ioctl, 0, TIOCSETD | 1ul << 63, &number);
    printf("TIOCSETD with high bits: %s\n", got < 0 ? strerrorname_np(errno) : "GOT IT");
    ioctl(0, TIOCGETD, &number);
    printf("line discipline %d\n", number);
    return 0;
}
