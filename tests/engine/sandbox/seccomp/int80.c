/* Asks for the process's number by the 32-bit entry, which has call numbers of its own. */
#include <stdio.h>

int main(void)
{
    int result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory");
    printf("%d\n", result);
    return 0;
}
