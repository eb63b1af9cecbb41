// expect: ok
// flags: -fsanitize=undefined

#include <limits.h>
#include <stdio.h>

/* On a terminal the report is coloured, whatever TERM says; the program goes on. */
int main(void)
{
    volatile int n = INT_MAX;
    puts("counting on");
    int next = n + 1;
    printf("%d\n", next);
    return 0;
}
