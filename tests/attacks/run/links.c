// expect: ok
// require: link to /usr/lib: EXDEV
// require: by a symbolic link: ENOENT
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Every kind of file in /tmp, where the engine takes a program from after another stage. */
int main(void)
{
    struct sockaddr_un address = { AF_UNIX, "/tmp/socket" };
    tell("link to /usr/lib", link("/usr/lib/os-release", "/tmp/link"));
    tell("link to /init", link("/init", "/tmp/link"));
    tell("link to a directory", link("/tmp", "/tmp/directory"));
    symlink("/etc/passwd", "/tmp/etc");
    symlink("/oldroot/etc", "/tmp/old");
    symlink("/proc/1/root/etc/passwd", "/tmp/root");
    symlink("loop", "/tmp/loop");
    tell("by a symbolic link", open("/tmp/etc", O_RDONLY));
    tell("by the old root", open("/tmp/old/passwd", O_RDONLY));
    tell("by process 1", open("/tmp/root", O_RDONLY));
    tell("by a loop", open("/tmp/loop", O_RDONLY));
    unlink("a.out");
    mkfifo("a.out", 0777);
    bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
    chmod("/tmp", 0);
    return 0;
}
