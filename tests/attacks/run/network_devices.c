// expect: ok
// require: 1 device
// require: down: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <net/if.h>
#include <net/route.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    struct ifreq list[20], lo = { .ifr_name = "lo" };
    struct ifconf all = { .ifc_len = sizeof list, .ifc_req = list };
    struct rtentry route = { .rt_flags = RTF_UP };
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    ioctl(fd, SIOCGIFCONF, &all);
    printf("%d device\n", all.ifc_len / (int)sizeof *list);
    tell("down", ioctl(fd, SIOCSIFFLAGS, &lo));
    tell("address", ioctl(fd, SIOCSIFADDR, &lo));
    tell("route", ioctl(fd, SIOCADDRT, &route));
    tell("bridge", ioctl(fd, 0x89a0, "escaped"));
    return 0;
}
