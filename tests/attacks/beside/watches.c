// expect: ok

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <unistd.h>

/* There are 128 inotify instances for each user, and a library that two sandboxes see is one file. */
int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        for (int i = 0; i < 60; i++)
            inotify_add_watch(inotify_init1(IN_NONBLOCK), "/usr/lib/os-release", IN_ALL_EVENTS);
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    puts(inotify_init1(0) < 0 ? strerrorname_np(errno) : "an instance");
    return 0;
}
