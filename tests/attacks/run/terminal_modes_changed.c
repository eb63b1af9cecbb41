// expect: ok
// stdin: abc\n
// require: READ: ABC

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Echo off and on, output processing on, other keys for the end, letters changed. */
int main(void)
{
    struct termios mode;
    char line[80] = "";
    tcgetattr(0, &mode);
    for (int i = 0; i < 1000; i++) {
        mode.c_lflag ^= ECHO | ECHOCTL;
        mode.c_oflag ^= OPOST | ONLCR;
        tcsetattr(0, TCSANOW, &mode);
    }
    mode.c_oflag |= OPOST | ONLCR | XTABS | OLCUC;
    mode.c_iflag |= IXON | IXOFF | INLCR | ISTRIP;
    mode.c_iflag &= ~(INLCR | IXOFF);
    mode.c_cc[VEOF] = 'z';
    mode.c_cc[VINTR] = 4;
    mode.c_cc[VERASE] = '\n' + 1;
    tcsetattr(0, TCSANOW, &mode);
    if (!fgets(line, sizeof line, stdin))
        return 1;
    printf("read: %s", line);
    return fgets(line, sizeof line, stdin) != NULL;
}
