// expect: ok
// stdin: ping\npong\n

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };
    char text[80];
    for (;;) {
        if (poll(&terminal, 1, -1) != 1)
            return 1;
        ssize_t n = read(STDIN_FILENO, text, sizeof text);
        printf("ready: %zd bytes\n", n);
        if (n <= 0)
            return 0;
    }
}
