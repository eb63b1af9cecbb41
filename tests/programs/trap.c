// expect: SIGILL

#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("this cannot happen");
#if defined __x86_64__ || defined __i386__
    __builtin_trap();
#else
    raise(SIGILL); /* elsewhere the trap may be another signal */
#endif
}
