// expect: ok
// require: PATH=/usr/bin
// require: ./a.out
// forbid: TOKEN
// forbid: PWD
// forbid: USER
// forbid: PYTEST

#include <stdio.h>
#include <string.h>

extern char **environ;

/* What was handed over, and what lies behind it on the stack. */
int main(void)
{
    char **last = environ;
    for (; *last; last++)
        puts(*last);
    puts(last[-1] + strlen(last[-1]) + 1);
    for (unsigned long *entry = (unsigned long *)last + 1; *entry; entry += 2)
        printf("%lu %lx\n", entry[0], entry[1]);
    return 0;
}
