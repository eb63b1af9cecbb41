// expect: ok
// args: {pid}
// flags: -fsanitize=undefined
// require: /proc/2
// require: the test: ENOENT
// forbid: GOT
// forbid: python

#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Only processes of the sandbox are there, and their roots are its root. */
int main(int argc, char **argv)
{
    static const char *links[] = { "root/etc/passwd", "cwd/../etc/passwd", "root/oldroot", "root/proc/1/root/etc" };
    char path[300];
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        printf("/proc/%s\n", entry->d_name);
        for (int i = 0; i < 4; i++) {
            snprintf(path, sizeof path, "/proc/%s/%s", entry->d_name, links[i]);
            if (open(path, O_RDONLY) >= 0)
                printf("GOT %s\n", path);
        }
        if (atoi(entry->d_name) > 2)
            puts("GOT A STRANGER");
    }
    snprintf(path, sizeof path, "/proc/%s/environ", argc > 1 ? argv[1] : "");
    printf("the test: %s\n", open(path, O_RDONLY) < 0 ? strerrorname_np(errno) : "GOT IT");
    return 0;
}
