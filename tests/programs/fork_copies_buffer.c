// expect: ok

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The line is out before the fork; the unfinished one is copied with the buffer. */
int main(void)
{
    printf("once\n");
    printf("twice: ");
    if (fork() == 0) {
        printf("child\n");
        return 0;
    }
    wait(NULL);
    printf("parent\n");
    return 0;
}
