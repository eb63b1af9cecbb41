// expect: ok

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static void try(const char *path, int how)
{
    errno = 0;
    int fd = open(path, how, 0600);
    printf("%s: %s\n", path, fd < 0 ? strerror(errno) : "opened");
}

int main(void)
{
    try("/etc/passwd", O_RDONLY);
    try("/proc/self/status", O_RDONLY);
    try("/home", O_RDONLY);
    try("/usr/bin/gcc", O_RDONLY);
    try("/new", O_WRONLY | O_CREAT);
    try("/usr/lib/new", O_WRONLY | O_CREAT);
    return 0;
}
