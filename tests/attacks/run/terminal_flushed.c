// expect: any
// timeout: 500ms
// stdin: one\ntwo\nthree\n
// forbid: GOT

#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Throws away what was typed and printed, changes the size, and excludes everybody else. */
int main(void)
{
    struct winsize size = { 0xffff, 0, 0xffff, 0 };
    char line[80];
    ioctl(0, TIOCEXCL);
    ioctl(0, TIOCSWINSZ, &size);
    for (int i = 0; i < 100; i++) {
        if (write(1, "flushed?\n", 9) != 9)
            return 1;
        tcflush(0, TCIOFLUSH);
        tcsendbreak(0, 0);
    }
    while (fgets(line, sizeof line, stdin))
        tcflush(0, TCIOFLUSH);
    return 0;
}
