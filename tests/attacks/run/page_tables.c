// expect: memory-limit
// memory: 64M
// flags: -fsanitize=leak

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Reads one byte in each 2 MiB: the zero page counts as nothing, the tables that name it are 4 KiB each. */
int main(void)
{
    const size_t tables = 1 << 17, step = 2 << 20;
    const int how = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    volatile char *block = mmap(NULL, tables * step, PROT_READ, how, -1, 0);
    int sum = 0;
    for (size_t i = 0; block != MAP_FAILED && i < tables; i++)
        sum += block[i * step];
    usleep(200000);
    pause();
    return sum;
}
