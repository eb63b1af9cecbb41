// expect: memory-limit
// memory: 64M
// flags: -fsanitize=leak -pthread
// forbid: held

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *grow(void *nothing)
{
    usleep(50000);
    for (int i = 0; i < 512; i++)
        memset(malloc(1 << 20), 1, 1 << 20);
    usleep(200000);
    puts("held 512 MiB");
    exit(0);
    return nothing;
}

/* When its first thread has ended, /proc/PID shows a process without memory. */
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, grow, NULL);
    pthread_exit(NULL);
}
