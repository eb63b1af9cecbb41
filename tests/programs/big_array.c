// expect: ok

#include <stdio.h>

static int table[48 << 20]; /* 192 MiB, of which two pages are touched */

int main(void)
{
    size_t last = sizeof table / sizeof *table - 1;
    table[0] = 1;
    table[last] = 2;
    printf("%zu MiB, %d\n", sizeof table >> 20, table[0] + table[last / 2] + table[last]);
    return 0;
}
