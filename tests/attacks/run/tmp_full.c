// expect: ok
// require: /tmp: ENOSPC
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Fills /tmp with files that have no name, up to 3 GiB. */
int main(void)
{
    static char block[4 << 20];
    int count = 0, error = 0;
    for (; count < 768 && !error; count++) {
        int fd = open("/tmp/escaped", O_RDWR | O_CREAT | O_EXCL, 0600);
        unlink("/tmp/escaped");
        if (fd < 0 || write(fd, block, sizeof block) != sizeof block)
            error = fd < 0 || write(fd, block, 1) < 0 ? errno : ENOSPC;
    }
    printf("/tmp: %s\n", error ? strerrorname_np(error) : "no limit");
    return 0;
}
