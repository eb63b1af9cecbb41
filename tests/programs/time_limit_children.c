// expect: time-limit
// timeout: 1

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two children that want to be stopped by nobody. */
int main(void)
{
    puts("waiting for my children");
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            for (int s = 1; s < 32; s++)
                signal(s, SIG_IGN);
            setsid();
            for (;;)
                pause();
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}
