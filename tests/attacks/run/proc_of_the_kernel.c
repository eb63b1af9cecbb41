// expect: ok
// flags: -fsanitize=undefined
// require: /proc/kcore: E
// require: /proc/kmsg: E
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try(const char *path)
{
    char byte;
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    printf("%s: %s\n", path, fd < 0 || read(fd, &byte, 1) < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    char line[200];
    unsigned long address = 0;
    try("/proc/kcore");
    try("/proc/kmsg");
    try("/proc/kpagecount");
    try("/proc/vmallocinfo");
    try("/proc/slabinfo");
    try("/proc/sys/kernel/cad_pid");
    FILE *symbols = fopen("/proc/kallsyms", "r");
    if (symbols && fgets(line, sizeof line, symbols) && sscanf(line, "%lx", &address) == 1 && address)
        puts("GOT A KERNEL ADDRESS");
    return 0;
}
