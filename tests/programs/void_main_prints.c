// expect: exit 10
// flags: -Wno-main
// A main that returns nothing leaves as the status what the last call has returned, and for a compiler this is putchar.
#include <stdio.h>

void main(void)
{
    printf("six letters");
    printf("\n");
}
