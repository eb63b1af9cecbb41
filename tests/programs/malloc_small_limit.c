// expect: ok
// memory: 64M

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    const size_t chunk = 4u << 20;
    int count = 0;
    for (char *block; count < 1000 && (block = malloc(chunk)); count++)
        memset(block, 'x', chunk);
    printf("%s\n", count >= 8 && count < 16 ? "between 32 and 64 MiB" : "unexpected");
    return 0;
}
