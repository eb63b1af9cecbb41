// expect: output-limit

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The most bytes for the least work; NUL, escape and broken UTF-8. */
int main(void)
{
    static char block[1 << 16];
    for (size_t i = 0; i < sizeof block; i += 4)
        memcpy(block + i, "\0\x1b\xff\xe2", 4);
    alarm(60);
    for (;;)
        if (write(1, block, sizeof block) < 0)
            return 1;
}
