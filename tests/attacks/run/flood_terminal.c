// expect: output-limit

#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 1 << 20; i++)
        puts("The quick brown fox jumps over the lazy dog, again and again.");
    return 0;
}
