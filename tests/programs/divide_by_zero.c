// expect: SIGFPE

#include <signal.h>
#include <stdio.h>

int main(void)
{
    volatile int people = 0;
    puts("cutting the cake");
#if defined __x86_64__ || defined __i386__
    printf("%d\n", 12 / people);
#else
    raise(SIGFPE); /* elsewhere an integer division by zero need not trap */
#endif
    return people;
}
