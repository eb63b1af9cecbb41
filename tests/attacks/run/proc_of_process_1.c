// expect: ok
// flags: -fsanitize=undefined
// require: /proc/1/environ: EACCES
// require: /proc/1/mem: EACCES
// forbid: GOT
// forbid: bwrap
// forbid: --args
// forbid: TOKEN

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Everything there is about who started us. */
int main(void)
{
    static const char *files[] = {
        "environ", "auxv", "maps", "mem", "pagemap", "stack", "syscall", "io", "map_files", "fd", "fdinfo", "ns/pid",
        "root/etc", "cwd/etc", "exe", "root", "cwd", "clear_refs", "task/1/mem", "personality", "timerslack_ns",
    };
    char path[50], text[200] = "";
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "/proc/1/%s", files[i]);
        int fd = open(path, O_RDONLY);
        ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text);
        printf("%s: %s\n", path, got >= 0 ? "GOT IT" : strerrorname_np(errno));
    }
    int fd = open("/proc/1/cmdline", O_RDONLY);
    ssize_t got = read(fd, text, sizeof text - 1);
    for (ssize_t i = 0; i < got; i++)
        putchar(text[i] ? text[i] : ' ');
    return 0;
}
