/* Makes the system calls that standard input lists, a line each: a label, the number, six
 * arguments. Prints each label with the error that the call failed with, or 0. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char label[128];
    long number;
    unsigned long a[6];

    while (scanf("%127s %ld %lu %lu %lu %lu %lu %lu", label, &number, &a[0], &a[1], &a[2], &a[3],
                 &a[4], &a[5]) == 8) {
        errno = 0;
        long result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
        printf("%s %d\n", label, result == -1 ? errno : 0);
        fflush(stdout);
    }
    return 0;
}
