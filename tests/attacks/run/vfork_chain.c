// expect: ok
// require: vfork: EAGAIN
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Each child forks again before its parent, who waits for it, goes on. */
static void deeper(volatile int depth, volatile int *error)
{
    if (depth == 2000)
        return;
    pid_t child = vfork();
    if (child == 0) {
        deeper(depth + 1, error);
        _exit(0);
    }
    if (child < 0)
        *error = errno;
}

int main(void)
{
    volatile int error = 0;
    deeper(0, &error);
    printf("vfork: %s\n", error ? strerrorname_np(error) : "no limit");
    return 0;
}
