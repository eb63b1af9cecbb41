// expect: ok
// flags: -fsanitize=undefined
// require: /proc/sysrq-trigger:
// require: /proc/sys/kernel/core_pattern:
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY);
    ssize_t got = fd < 0 ? -1 : write(fd, text, strlen(text));
    printf("%s: %s\n", path, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Switches of the machine. What is tried would do no harm: the values are harmless or senseless. */
int main(void)
{
    try("/proc/sys/kernel/core_pattern", "core");
    try("/proc/sys/kernel/hostname", "escaped");
    try("/proc/sys/kernel/pid_max", "32768");
    try("/proc/sys/kernel/ns_last_pid", "10000");
    try("/proc/sys/vm/overcommit_memory", "0");
    try("/proc/sys/vm/drop_caches", "0");
    try("/proc/sys/user/max_user_namespaces", "1000");
    try("/proc/sys/net/ipv4/ip_forward", "0");
    try("/proc/sys/fs/binfmt_misc/register", "");
    try("/proc/sysrq-trigger", "h");
    try("/proc/self/uid_map", "0 0 1");
    try("/proc/self/gid_map", "0 0 1");
    try("/proc/self/setgroups", "allow");
    try("/proc/self/oom_score_adj", "-1000");
    try("/proc/1/oom_score_adj", "1000");
    try("/proc/1/comm", "init");
    try("/proc/1/clear_refs", "1");
    try("/proc/irq/0/smp_affinity", "ff");
    return 0;
}
