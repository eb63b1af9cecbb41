// expect: ok

#include <fcntl.h>
#include <stdio.h>

/* Nothing of whatever started the program was left open. */
int main(void)
{
    for (int fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("%d\n", fd);
    return 0;
}
