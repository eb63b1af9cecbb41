// expect: exit 7

#include <stdio.h>
#include <stdlib.h>

/* C leaves a second exit() undefined; glibc goes on with the handlers that are left. */
static void registered_first(void)
{
    puts("the last handler still runs");
}

static void registered_last(void)
{
    puts("exit(7) in a handler");
    exit(7);
}

int main(void)
{
    atexit(registered_first);
    atexit(registered_last);
    puts("main returns 0");
    return 0;
}
