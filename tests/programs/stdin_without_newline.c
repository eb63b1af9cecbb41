// expect: ok
// stdin: one\nhalf

#include <stdio.h>

/* What follows the unfinished line stands on the same line, as on a terminal. */
int main(void)
{
    char line[80];
    while (fgets(line, sizeof line, stdin))
        printf("[%s]\n", line);
    return 0;
}
