// expect: ok
// require: AF_VSOCK: EAFNOSUPPORT
// require: AF_NETLINK: EAFNOSUPPORT
// require: AF_PACKET: EAFNOSUPPORT
// require: AF_ALG: EAFNOSUPPORT
// require: raw: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void try(const char *what, int family, int type, int protocol)
{
    printf("%s: %s\n", what, socket(family, type, protocol) < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    char name[20];
    int pair[2];
    try("AF_VSOCK", AF_VSOCK, SOCK_STREAM, 0);
    try("AF_NETLINK", AF_NETLINK, SOCK_RAW, 0);
    try("AF_PACKET", AF_PACKET, SOCK_RAW, 0x0300);
    try("AF_ALG", AF_ALG, SOCK_SEQPACKET, 0);
    try("raw", AF_INET, SOCK_RAW, 1);
    try("raw with flags", AF_INET6, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 58);
    try("SOCK_PACKET", AF_INET, SOCK_PACKET, 0x0300);
    try("ping", AF_INET, SOCK_DGRAM, 1);
    try("SCTP", AF_INET, SOCK_STREAM, 132);
    try("DCCP", AF_INET, 6, 33);
    try("MPTCP", AF_INET, SOCK_STREAM, 262);
    for (int family = 3; family < 64; family++) {
        snprintf(name, sizeof name, "family %d", family);
        if (family != AF_INET6)
            try(name, family, SOCK_DGRAM, 0);
    }
    printf("pair: %s\n", socketpair(AF_TIPC, SOCK_STREAM, 0, pair) < 0 ? strerrorname_np(errno) : "GOT IT");
    return 0;
}
