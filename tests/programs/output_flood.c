// expect: output-limit

#include <stdio.h>

/* No .out: where between the limit and the last write it is cut is a matter of moments. */
int main(void)
{
    for (;;)
        puts("All work and no play makes Jack a dull boy.");
}
