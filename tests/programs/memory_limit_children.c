// expect: memory-limit
// memory: 64M

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each child keeps below the limit of a process; all together hold far more. */
int main(void)
{
    const size_t size = 40u << 20;
    puts("growing");
    for (int i = 0; i < 8; i++)
        if (fork() == 0) {
            char *block = malloc(size);
            if (!block)
                return 1;
            memset(block, 'x', size);
            for (;;)
                pause();
        }
    while (wait(NULL) > 0)
        ;
    puts("not reached");
    return 0;
}
