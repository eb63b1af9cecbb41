// expect: time-limit
// timeout: 1
// require: before
// forbid: after

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Its own output is stopped, and nobody is there to start it again. */
int main(void)
{
    puts("before");
    tcdrain(1);
    tcflow(1, TCOOFF);
    tcflow(1, TCIOFF);
    puts("after");
    return 0;
}
