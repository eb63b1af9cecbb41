// expect: ok
// flags: -Wno-main
// There is no shell, and the low eight bits of what system returns then are zero.
#include <stdio.h>
#include <stdlib.h>

void main(void)
{
    printf("six letters\n");
    system("cls");
}
