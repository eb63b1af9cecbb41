// expect: ok

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(void)
{
    struct winsize size = { 0 };
    for (int fd = 0; fd <= 2; fd++)
        printf("%d: %s\n", fd, isatty(fd) ? "terminal" : "no terminal");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        printf("%d x %d\n", size.ws_col, size.ws_row);
    return 0;
}
