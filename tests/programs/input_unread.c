// expect: ok
// stdin: first\nsecond\nthird\n

#include <stdio.h>

/* Reads one line; the others are never typed. */
int main(void)
{
    char line[80];
    if (!fgets(line, sizeof line, stdin))
        return 1;
    printf("That is all I wanted.\n");
    return 0;
}
