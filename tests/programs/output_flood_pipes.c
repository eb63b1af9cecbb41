// expect: output-limit
// stdio: pipes

#include <stdio.h>

/* Neither stream alone reaches the limit before both together do. No .out: see output_flood.c. */
int main(void)
{
    for (;;) {
        puts("All work and no play makes Jack a dull boy.");
        fputs("All work and no play makes Jack a dull boy.\n", stderr);
    }
}
