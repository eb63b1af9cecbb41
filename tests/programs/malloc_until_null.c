// expect: ok

#include <stdio.h>
#include <stdlib.h>

/* The limit is 512 MiB of address space; malloc says so by NULL, nothing is killed. */
int main(void)
{
    const size_t chunk = 16u << 20;
    int count = 0;
    while (count < 1000 && malloc(chunk))
        count++;
    perror("malloc");
    printf("%s\n", count >= 24 && count < 32 ? "between 384 and 512 MiB" : "unexpected");
    return 0;
}
