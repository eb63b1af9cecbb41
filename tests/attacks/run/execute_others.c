// expect: ok
// require: /bin/sh: ENOENT
// require: /usr/bin/env: ENOENT
// require: system: 127
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *path)
{
    fflush(stdout);
    if (fork() == 0) {
        execl(path, path, "-c", "echo GOT A SHELL", (char *)NULL);
        printf("%s: %s\n", path, strerrorname_np(errno));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

int main(void)
{
    static const char script[] = "#!/bin/sh\necho GOT A SCRIPT\n";
    int fd = open("script", O_WRONLY | O_CREAT, 0755);
    if (write(fd, script, strlen(script)) < 0)
        return 1;
    close(fd);
    try("/bin/sh");
    try("/usr/bin/env");
    try("/bin/busybox");
    try("/usr/bin/gcc");
    try("/sbin/init");
    try("/proc/self/exe");
    try("./script");
    try("/dev/zero");
    try("/tmp");
    int status = system("echo GOT A SHELL");
    printf("system: %d\n", WEXITSTATUS(status));
    puts(popen("echo GOT A SHELL", "r") ? "popen: ended" : "popen: refused");
    return 0;
}
