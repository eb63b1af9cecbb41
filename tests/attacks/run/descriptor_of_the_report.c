// expect: exit 3

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What process 1 would write, to every descriptor there could be, before and after a fork. */
int main(void)
{
    static const char lie[] = "exited 0 0 0\nsignaled 11 0 0\n{\"exit-code\": 0}\n";
    for (int i = 0; i < 2; i++)
        for (int fd = 0; fd < 1024; fd++)
            if (write(fd, lie, strlen(lie)) < 0)
                continue;
    if (fork() == 0)
        for (int fd = 3; fd < 1024; fd++)
            if (write(fd, lie, strlen(lie)) < 0)
                continue;
    return 3;
}
