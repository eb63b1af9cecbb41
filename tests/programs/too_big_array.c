// expect: memory-limit

#include <stdio.h>

static char table[1u << 30]; /* more than the address space may be: it cannot even be started */

int main(void)
{
    puts("not reached");
    return table[12345];
}
