// expect: SIGKILL

#include <signal.h>
#include <stdio.h>

/* Nobody ran out of anything: the program does it to itself. */
int main(void)
{
    puts("farewell");
    raise(SIGKILL);
    puts("not reached");
}
