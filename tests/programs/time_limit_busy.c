// expect: time-limit
// timeout: 1

#include <stdio.h>

int main(void)
{
    volatile unsigned long turns = 0;
    puts("round and round");
    for (;;)
        turns++;
}
