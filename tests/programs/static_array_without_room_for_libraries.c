// expect: memory-limit
// memory: 64M

#include <stdio.h>

static char array[(64 << 20) - (1 << 16)];

int main(void)
{
    array[0] = 1;
    puts("never");
    return 0;
}
