// expect: time-limit
// timeout: 500ms
// stdin: one\n

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* The flag belongs to the terminal that all share; nobody else may stumble over it. */
int main(void)
{
    char byte;
    fcntl(0, F_SETFL, O_NONBLOCK | O_ASYNC | O_APPEND);
    alarm(60);
    for (;;)
        if (read(0, &byte, 1) == 0)
            puts("end");
}
