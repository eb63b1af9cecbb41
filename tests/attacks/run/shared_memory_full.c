// expect: ok
// require: /dev/shm: ENOSPC
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Fills /dev/shm, 4 MiB a file, up to 1 GiB. */
int main(void)
{
    static char block[4 << 20];
    char name[20];
    int count = 0, error = 0;
    for (; count < 256 && !error; count++) {
        snprintf(name, sizeof name, "/escaped%d", count);
        int fd = shm_open(name, O_RDWR | O_CREAT, 0600);
        if (fd < 0 || write(fd, block, sizeof block) != sizeof block)
            error = fd < 0 || write(fd, block, 1) < 0 ? errno : ENOSPC;
        close(fd);
    }
    printf("/dev/shm: %s\n", error ? strerrorname_np(error) : "no limit");
    return 0;
}
