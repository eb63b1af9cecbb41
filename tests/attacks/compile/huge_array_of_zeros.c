// expect: any
// forbid: reached

#include <stdio.h>

static char array[1l << 40];

int main(int count, char **arguments)
{
    (void)arguments;
    array[count] = 1;
    return puts("reached");
}
