// expect: SIGSEGV

#include <stdio.h>

int main(void)
{
    int *volatile nowhere = NULL;
    printf("before\n");
    printf("%d\n", *nowhere);
    return 0;
}
