// expect: SIGSEGV

#include <stdio.h>

int main(void)
{
    int *volatile nowhere = NULL;
    printf("flushed");
    fflush(stdout);
    printf(" and lost");
    return *nowhere;
}
