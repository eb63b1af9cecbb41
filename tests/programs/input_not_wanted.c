// expect: ok
// stdin: 1 2 3\n

#include <stdio.h>

int main(void)
{
    puts("I do not listen.");
    return 0;
}
