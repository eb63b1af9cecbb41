// expect: ok
// require: eventfd: EMFILE
// require: timerfd_create: EMFILE
// require: signalfd: EMFILE
// require: epoll_create: EMFILE
// require: inotify_init: ENOSYS
// require: socket: EMFILE
// forbid: no limit

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

static sigset_t none;

static int one(int kind)
{
    switch (kind) {
    case 0: return eventfd(0, 0);
    case 1: return timerfd_create(CLOCK_MONOTONIC, 0);
    case 2: return signalfd(-1, &none, 0);
    case 3: return epoll_create(1);
    case 4: return inotify_init();
    default: return socket(AF_UNIX, SOCK_STREAM, 0);
    }
}

int main(void)
{
    const char *names[] = { "eventfd", "timerfd_create", "signalfd", "epoll_create", "inotify_init", "socket" };
    for (int kind = 0; kind < 6; kind++) {
        int count = 0;
        while (count < 2000 && one(kind) >= 0)
            count++;
        printf("%s: %s\n", names[kind], count < 2000 ? strerrorname_np(errno) : "no limit");
        close_range(3, ~0u, 0);
    }
    return 0;
}
