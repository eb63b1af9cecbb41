// expect: SIGTERM

#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("please stop me");
    raise(SIGTERM);
    puts("not reached");
}
