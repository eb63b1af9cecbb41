// expect: SIGSEGV

#include <stdio.h>

/* The text still sits in the buffer of stdout when the program dies. */
int main(void)
{
    int *volatile nowhere = NULL;
    printf("before");
    printf("%d", *nowhere);
    return 0;
}
