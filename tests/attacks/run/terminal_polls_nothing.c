// expect: time-limit
// timeout: 1
// stdin: one\ntwo\nthree\n
// require: waiting

#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

/* Seems to wait for input, which it never takes: what is typed next has nowhere to go. */
int main(void)
{
    struct pollfd terminal = { 0, 0, 0 };
    puts("waiting");
    alarm(60);
    for (;;)
        poll(&terminal, 1, 10);
}
