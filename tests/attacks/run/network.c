// expect: ok
// args: {port}
// require: 127.0.0.1: ECONNREFUSED
// require: 169.254.169.254: ENETUNREACH
// require: 192.0.2.1: ENETUNREACH
// require: datagram to 192.0.2.1: ENETUNREACH
// require: ::1: E
// forbid: GOT

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void try(const char *address, int port, int kind)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
    inet_pton(AF_INET, address, &to.sin_addr);
    int got = connect(socket(AF_INET, kind, 0), (struct sockaddr *)&to, sizeof to);
    printf("%s%s: %s\n", kind == SOCK_DGRAM ? "datagram to " : "", address, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* A server of the test listens on the first port that is tried; the third is where clouds keep secrets. */
int main(int argc, char **argv)
{
    int port = argc > 1 ? atoi(argv[1]) : 0;
    struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    try("127.0.0.1", port, SOCK_STREAM);
    try("127.0.0.1", 22, SOCK_STREAM);
    try("169.254.169.254", 80, SOCK_STREAM);
    try("192.0.2.1", 80, SOCK_STREAM);
    try("192.0.2.1", 53, SOCK_DGRAM);
    int got = connect(socket(AF_INET6, SOCK_STREAM, 0), (struct sockaddr *)&to, sizeof to);
    printf("::1: %s\n", got < 0 ? strerrorname_np(errno) : "GOT IT");
    return 0;
}
