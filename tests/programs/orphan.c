// expect: ok

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The middle process ends first; the program waits for its grandchild by the pipe. */
int main(void)
{
    int ends[2];
    char text;
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        if (fork() == 0) {
            while (getppid() != 1)
                usleep(1000);
            puts("grandchild: adopted by 1");
        }
        return 0;
    }
    wait(NULL);
    close(ends[1]);
    if (read(ends[0], &text, 1) == 0)
        puts("program: all gone");
    return 0;
}
