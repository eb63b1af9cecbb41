// expect: time-limit
// timeout: 500ms
// stdin: a\n
// forbid: ended

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* In raw mode nothing says that no more keys will come. */
int main(void)
{
    struct termios mode;
    char keys[80];
    tcgetattr(0, &mode);
    cfmakeraw(&mode);
    mode.c_cc[VMIN] = 80;
    tcsetattr(0, TCSANOW, &mode);
    if (read(0, keys, sizeof keys) >= 0)
        puts("ended");
    return 0;
}
