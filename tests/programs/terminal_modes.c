// expect: ok

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* A program that looks finds the modes of any fresh terminal. */
int main(void)
{
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return 1;
    printf("lines %s, echo %s, signals %s\n", modes.c_lflag & ICANON ? "on" : "off",
           modes.c_lflag & ECHO ? "on" : "off", modes.c_lflag & ISIG ? "on" : "off");
    return 0;
}
