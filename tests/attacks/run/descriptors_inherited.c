// expect: ok
// require: looked
// forbid: GOT

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int fd = 3; fd < 65536; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("GOT %d\n", fd);
    puts("looked");
    return 0;
}
