// expect: ok
// require: large

#include <stdio.h>

/* As much as may be: the engine carries it from one sandbox to the other. */
static char array[20 << 20] = { 1 };

int main(int count, char **arguments)
{
    (void)arguments;
    puts("large");
    return array[count];
}
