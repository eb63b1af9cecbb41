// expect: ok
// flags: -w
// A program that uses the time, and does not declare it: it gets an int.
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    srand(time(NULL));
    printf("%d\n", time(0) > 1700000000);
    return 0;
}
