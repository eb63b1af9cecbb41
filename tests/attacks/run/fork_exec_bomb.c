// expect: time-limit
// timeout: 500ms
// forbid: no limit

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every program starts two more of itself; ten generations would be 2,047. */
int main(int argc, char **argv)
{
    int generation = argc > 1 ? atoi(argv[1]) : 0;
    int fd = open("count", O_WRONLY | O_CREAT | O_APPEND, 0600);
    struct stat count;
    char next[12];
    snprintf(next, sizeof next, "%d", generation + 1);
    if (write(fd, "x", 1) == 1 && fstat(fd, &count) == 0 && count.st_size > 100)
        puts("no limit");
    for (int i = 0; i < 2 && generation < 10; i++)
        if (fork() == 0)
            execl("./a.out", "./a.out", next, (char *)NULL);
    return sleep(60);
}
