// expect: ok

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void)
{
    printf("shell: %s\n", system(NULL) ? "yes" : "no");
    int status = system("echo from the shell");
    printf("status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return 0;
}
