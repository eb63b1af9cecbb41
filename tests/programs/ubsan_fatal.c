// expect: exit 1
// flags: -fsanitize=undefined -fno-sanitize-recover
// stdio: pipes

#include <stdio.h>

int main(void)
{
    int primes[3] = { 2, 3, 5 };
    for (volatile int i = 0; i < 4; i++)
        fprintf(stderr, "%d\n", primes[i]);
    return 0;
}
