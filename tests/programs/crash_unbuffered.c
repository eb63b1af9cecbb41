// expect: SIGSEGV

#include <stdio.h>

int main(void)
{
    int *volatile nowhere = NULL;
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("every byte ");
    printf("is written");
    return *nowhere;
}
