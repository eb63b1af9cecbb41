// expect: ok

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Files of one MiB each until /tmp, which holds 16, is full. */
int main(void)
{
    static char block[1 << 20];
    char name[20];
    int files = 0;
    for (; files < 100; files++) {
        snprintf(name, sizeof name, "file%d", files);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        ssize_t rest = sizeof block, n = -1;
        while (fd >= 0 && rest > 0 && (n = write(fd, block, rest)) > 0)
            rest -= n;
        if (rest > 0)
            break;
        close(fd);
    }
    printf("%s after %s files\n", strerror(errno), files > 8 && files <= 16 ? "9 to 16" : "other");
    return 0;
}
