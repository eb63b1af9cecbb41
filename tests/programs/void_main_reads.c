// expect: exit 120
// stdin: x\n
// flags: -Wno-main
#include <stdio.h>

void main(void)
{
    puts("Press a key.");
    getchar();
}
