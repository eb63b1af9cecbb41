// expect: ok
// stdin: go\n

#include <stdio.h>
#include <sys/select.h>
#include <unistd.h>

/* Input is there long before ten seconds have passed, so is the end. */
int main(void)
{
    for (int turn = 1; turn <= 2; turn++) {
        fd_set readable;
        struct timeval patience = { .tv_sec = 10 };
        char text[80];
        FD_ZERO(&readable);
        FD_SET(STDIN_FILENO, &readable);
        int ready = select(STDIN_FILENO + 1, &readable, NULL, NULL, &patience);
        ssize_t n = ready == 1 ? read(STDIN_FILENO, text, sizeof text) : -1;
        printf("turn %d: %zd bytes\n", turn, n);
    }
    return 0;
}
