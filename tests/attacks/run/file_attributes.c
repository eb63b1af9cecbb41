// expect: any
// memory: 64M
// forbid: held

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>

/* Extended attributes of 64 KiB each: bytes in /tmp that do not count as its size. */
int main(void)
{
    static char block[64 << 10];
    char name[30];
    int count = 0;
    creat("escaped", 0600);
    for (; count < 8192; count++) {
        snprintf(name, sizeof name, "user.%d", count);
        if (setxattr("escaped", name, block, sizeof block, 0) != 0)
            break;
    }
    printf("%s\n", count < 8192 ? strerrorname_np(errno) : "held 512 MiB");
    return 0;
}
