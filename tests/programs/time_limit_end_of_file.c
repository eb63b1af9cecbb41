// expect: time-limit
// stdin: abc\nd\n
// timeout: 1

#include <stdio.h>

/* A common mistake: waits for a q and never looks for the end. */
int main(void)
{
    while (getchar() != 'q')
        ;
    puts("bye");
    return 0;
}
