// expect: output-limit
// stdio: pipes

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The program has ended; its grandchild prints 64 MiB. */
int main(void)
{
    static char line[4096];
    memset(line, 'x', sizeof line);
    if (fork() != 0)
        return 0;
    if (fork() != 0)
        return 0;
    while (getppid() != 1)
        usleep(1000);
    for (int i = 0; i < 16384; i++)
        if (write(i % 2 + 1, line, sizeof line) < 0)
            return 1;
    return 0;
}
