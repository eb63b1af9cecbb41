// expect: SIGSEGV
// The library reads what a null pointer points to.
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments)
{
    printf("before\n");
    printf("%d\n", atoi(arguments[count]));
    return 0;
}
