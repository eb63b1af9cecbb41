// expect: time-limit
// timeout: 500ms

#include <stdio.h>
#include <unistd.h>

/* Eight processes that compute; a fresh one each 100 ms, with no processor time spent yet. */
int main(void)
{
    for (int i = 0; i < 3; i++)
        fork();
    alarm(60);
    for (;;) {
        if (fork() == 0)
            for (unsigned long j = 0; j < 50000000; j++)
                __asm__ volatile("" : "+r"(j));
        else
            usleep(100000);
    }
}
