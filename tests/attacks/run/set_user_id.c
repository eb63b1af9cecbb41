// expect: ok
// require: still 1000

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A copy of itself that would run as its owner, whoever that is. */
int main(int argc, char **argv)
{
    static char block[1 << 16];
    if (argc > 1)
        return printf("still %d\n", geteuid()) < 0;
    int from = open(argv[0], O_RDONLY), to = open("copy", O_WRONLY | O_CREAT, 0755);
    for (ssize_t n; (n = read(from, block, sizeof block)) > 0;)
        if (write(to, block, n) != n)
            return 1;
    close(to);
    chmod("copy", 06755);
    chown("copy", 0, 0);
    return execl("copy", "copy", "again", (char *)NULL);
}
