// expect: ok
// stdin: wdq\n

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Keys one by one, as games read them: no line editing, no echo. */
int main(void)
{
    struct termios before, keys;
    char key;
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return 1;
    keys = before;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &keys);
    while (read(STDIN_FILENO, &key, 1) == 1) {
        printf("key %c\n", key);
        if (key == 'q')
            break;
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return 0;
}
