// expect: memory-limit
// memory: 128M
// flags: -fsanitize=leak
// forbid: no limit

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A sanitized program has no limit of addresses. */
int main(void)
{
    for (int i = 0; i < 3072; i++) {
        char *block = malloc(1 << 20);
        if (block)
            memset(block, 1, 1 << 20);
    }
    usleep(200000);
    puts("no limit");
    return 0;
}
