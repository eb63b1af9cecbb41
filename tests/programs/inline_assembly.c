// expect: ok

#include <stdio.h>

static unsigned add(unsigned a, unsigned b)
{
#ifdef __x86_64__
    __asm__("addl %1, %0" : "+r"(a) : "r"(b) : "cc");
    return a;
#else
    return a + b;
#endif
}

int main(void)
{
    printf("%u\n", add(40, 2));
    return 0;
}
