// expect: ok
// args: {file}
// require: /etc/passwd: ENOENT
// require: the secret: ENOENT
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try(const char *what, const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    printf("%s: %s\n", what, fd < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(int argc, char **argv)
{
    static const char *paths[] = {
        "/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/machine-id", "/root", "/home", "/var", "/run", "/sys",
        "/proc", "/boot", "/mnt", "/opt", "/srv", "/oldroot", "/newroot", "/usr/bin", "/usr/share/doc", "/usr/local",
        "/var/run/docker.sock", "/run/systemd/private", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/fuse",
        "/dev/net/tun", "/dev/kvm", "/dev/mqueue", "/dev/hugepages", "/dev/vsock", "/sys/fs/cgroup",
        "../../../../../etc/passwd", "/tmp/../../etc/passwd", "/usr/lib/../../etc/passwd", "/lib/../etc/passwd",
    };
    char path[4096];
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        try(paths[i], paths[i]);
    try("the secret", argc > 1 ? argv[1] : "/");
    snprintf(path, sizeof path, "../../..%s", argv[argc - 1]);
    try("the secret from below", path);
    return 0;
}
