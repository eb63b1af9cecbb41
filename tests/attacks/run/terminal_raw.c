// expect: ok
// stdin: ab\n
// require: keys 61 62 0a

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Leaves the terminal in raw mode, as a crashed editor does. */
int main(void)
{
    struct termios mode;
    unsigned char key;
    tcgetattr(0, &mode);
    cfmakeraw(&mode);
    tcsetattr(0, TCSANOW, &mode);
    printf("keys");
    for (int i = 0; i < 3 && read(0, &key, 1) == 1; i++)
        printf(" %02x", key);
    printf("\n");
    return 0;
}
