// expect: SIGKILL
// require: last words

#include <signal.h>
#include <stdio.h>

/* Not a limit that was hit: it says so itself. */
int main(void)
{
    puts("last words");
    fflush(stdout);
    return raise(SIGKILL);
}
