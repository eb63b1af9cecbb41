// expect: time-limit
// timeout: 1
// stdin: abc\n
// require: read: abc
// forbid: ended

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* There is no key for the end of file, so it never comes. */
int main(void)
{
    struct termios mode;
    char line[80];
    tcgetattr(0, &mode);
    mode.c_cc[VEOF] = _POSIX_VDISABLE;
    tcsetattr(0, TCSANOW, &mode);
    if (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin))
        ;
    puts("ended");
    return 0;
}
