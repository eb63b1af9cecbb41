// expect: ok

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    printf("I am %d, my parent is %d\n", getpid(), getppid());
    if (fork() == 0) {
        printf("I am %d, my parent is %d\n", getpid(), getppid());
        return 0;
    }
    wait(NULL);
    return 0;
}
