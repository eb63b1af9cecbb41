// expect: ok

#include <stdio.h>
#include <unistd.h>

/* Nobody waits for the child, but the terminal is still there. */
int main(void)
{
    if (fork() == 0) {
        while (getppid() != 1)
            usleep(1000);
        usleep(50000);
        puts("child: late");
        return 9;
    }
    puts("program: done");
    return 0;
}
