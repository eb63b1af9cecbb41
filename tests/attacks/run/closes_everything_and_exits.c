// expect: exit 3

#define _GNU_SOURCE
#include <unistd.h>

/* The exit code comes long after the terminal was hung up. */
int main(void)
{
    close_range(0, ~0u, 0);
    usleep(200000);
    return 3;
}
