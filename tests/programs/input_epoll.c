// expect: ok
// stdin: hi\n

#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

int main(void)
{
    struct epoll_event event = { .events = EPOLLIN };
    char text[80];
    int queue = epoll_create1(0);
    if (queue < 0 || epoll_ctl(queue, EPOLL_CTL_ADD, STDIN_FILENO, &event) != 0)
        return 1;
    if (epoll_wait(queue, &event, 1, -1) != 1)
        return 2;
    printf("%zd bytes\n", read(STDIN_FILENO, text, sizeof text));
    return 0;
}
