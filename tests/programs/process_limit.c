// expect: ok

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Forks until it is refused: at 64 processes, itself included. */
int main(void)
{
    pid_t children[200];
    int count = 0;
    while (count < 200 && (children[count] = fork()) >= 0) {
        if (children[count] == 0)
            for (;;)
                pause();
        count++;
    }
    int reason = errno;
    for (int i = 0; i < count; i++)
        kill(children[i], SIGKILL);
    while (wait(NULL) > 0)
        ;
    printf("%s: %s\n", count < 64 ? "fewer than 64" : "too many", count < 200 ? strerror(reason) : "no limit");
    return 0;
}
