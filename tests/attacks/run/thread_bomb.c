// expect: ok
// flags: -pthread
// require: pthread_create: EAGAIN
// forbid: no limit

#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void *wait_for_ever(void *nothing)
{
    pause();
    return nothing;
}

int main(void)
{
    pthread_t thread;
    int count = 0, error = 0;
    while (count < 2000 && (error = pthread_create(&thread, NULL, wait_for_ever, NULL)) == 0)
        count++;
    printf("pthread_create: %s\n", error ? strerrorname_np(error) : "no limit");
    return 0;
}
