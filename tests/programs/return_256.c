// expect: ok

#include <stdio.h>

/* Only the lowest eight bits of the status reach the parent. */
int main(void)
{
    puts("256 is 0");
    return 256;
}
