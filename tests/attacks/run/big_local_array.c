// expect: SIGSEGV
// forbid: reached

#include <stdio.h>

static int use(volatile char *array)
{
    return array[0] = 1;
}

int main(void)
{
    char array[80 << 20];
    printf("reached %d\n", use(array));
    return 0;
}
