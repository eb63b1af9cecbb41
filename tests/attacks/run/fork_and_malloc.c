// expect: memory-limit
// memory: 128M
// forbid: no limit

#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Thirty processes of 100 MiB, each of them well behaved. */
int main(void)
{
    for (int i = 0; i < 30; i++)
        if (fork() == 0) {
            char *block = malloc(100 << 20);
            if (block)
                memset(block, 1, 100 << 20);
            pause();
        }
    while (wait(NULL) > 0)
        ;
    puts("no limit");
    return 0;
}
