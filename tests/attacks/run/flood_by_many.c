// expect: output-limit
// stdio: pipes

#include <stdio.h>
#include <unistd.h>

/* Sixteen processes at once, a few bytes at a time on both streams: each is a segment of its own. */
int main(void)
{
    for (int i = 0; i < 4; i++)
        fork();
    for (int i = 0; i < 1 << 20; i++)
        if (write(i % 2 + 1, i % 2 ? "out\n" : "err\n", 4) < 0)
            return 1;
    return 0;
}
