// expect: ok

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    if (fork() == 0) {
        puts("child: exits with 5");
        return 5;
    }
    wait(&status);
    printf("parent: status %d\n", WEXITSTATUS(status));

    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    printf("parent: killed by %d\n", WTERMSIG(status));
    return 0;
}
