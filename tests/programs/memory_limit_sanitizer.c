// expect: memory-limit
// memory: 128M
// flags: -fsanitize=address

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A sanitizer needs terabytes of addresses, so that only the memory really used is limited. */
int main(void)
{
    const size_t size = 8u << 20;
    puts("growing");
    for (int i = 0; i < 64; i++) {
        char *block = malloc(size);
        if (!block)
            return 1;
        memset(block, 'x', size);
        usleep(10000);
    }
    sleep(60);
    return 0;
}
