// expect: any
// left: 512M
// memory: 128M
// forbid: held

#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Shared pages stay when they are no longer mapped, and then they are in no process's resident size. */
int main(void)
{
    const size_t size = 100 << 20, step = 2 << 20;
    for (int i = 0; i < 10; i++)
        if (fork() == 0) {
            char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
            for (size_t at = 0; block != MAP_FAILED && at < size; at += step) {
                memset(block + at, 1, step);
                madvise(block + at, step, MADV_DONTNEED);
            }
            usleep(500000);
            return block == MAP_FAILED ? 1 : block[size / 2] - 1;
        }
    int status, failed = 0;
    while (wait(&status) > 0)
        failed |= status;
    puts(failed ? "refused" : "held 10 times 100 MiB");
    return 0;
}
