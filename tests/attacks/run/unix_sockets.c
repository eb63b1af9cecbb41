// expect: ok
// args: {name} {socket}
// require: abstract: ECONNREFUSED
// require: in a file: ENOENT
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static void try(const char *what, int abstract, const char *name)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    socklen_t size = offsetof(struct sockaddr_un, sun_path) + abstract + strnlen(name, 107);
    memcpy(to.sun_path + abstract, name, strnlen(name, 107));
    int got = connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&to, size);
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* The test listens on both names; the others are those of a desktop and of containers. */
int main(int argc, char **argv)
{
    try("abstract", 1, argc > 2 ? argv[1] : "");
    try("in a file", 0, argc > 2 ? argv[2] : "");
    try("X11", 1, "/tmp/.X11-unix/X0");
    try("X11 in a file", 0, "/tmp/.X11-unix/X0");
    try("D-Bus", 0, "/run/dbus/system_bus_socket");
    try("Docker", 0, "/var/run/docker.sock");
    try("containerd", 1, "/containerd-shim/escaped.sock");
    return 0;
}
