// expect: time-limit
// timeout: 1
// type: ("x" * 4000 + "\n") * 40
// require: waiting

#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* There is room for some lines that nobody reads; whoever goes on typing would have to wait. */
int main(void)
{
    struct termios mode;
    struct pollfd terminal = { 0, 0, 0 };
    tcgetattr(0, &mode);
    mode.c_lflag &= ~ECHO;
    tcsetattr(0, TCSANOW, &mode);
    puts("waiting");
    alarm(60);
    for (;;)
        poll(&terminal, 1, 10);
}
