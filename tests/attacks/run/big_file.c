// expect: SIGXFSZ
// forbid: no limit

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    static char block[1 << 20];
    int fd = open("escaped", O_RDWR | O_CREAT, 0600);
    for (int i = 0; i < 12; i++)
        if (write(fd, block, sizeof block) < 0)
            return 1;
    puts("no limit");
    return 0;
}
