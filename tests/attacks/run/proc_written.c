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

static void tell(const char *path, long got)
{
    printf("%s: %s\n", path, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

static void try(const char *path)
{
    tell(path, open(path, O_WRONLY));
}

static void write_to(const char *path, const char *text)
{
    tell(path, write(open(path, O_WRONLY), text, strlen(text)));
}

/* Switches of the machine, which are only opened; and rights of its own, which it raises. */
int main(void)
{
    try("/proc/sys/kernel/core_pattern");
    try("/proc/sys/kernel/hostname");
    try("/proc/sys/kernel/modprobe");
    try("/proc/sys/vm/overcommit_memory");
    try("/proc/sys/vm/drop_caches");
    try("/proc/sys/user/max_user_namespaces");
    try("/proc/sys/net/ipv4/ip_forward");
    try("/proc/sys/fs/binfmt_misc/register");
    try("/proc/sysrq-trigger");
    try("/proc/irq/0/smp_affinity");
    try("/proc/1/oom_score_adj");
    try("/proc/1/comm");
    write_to("/proc/self/uid_map", "0 0 1");
    write_to("/proc/self/gid_map", "0 0 1");
    write_to("/proc/self/setgroups", "allow");
    write_to("/proc/self/oom_score_adj", "-1000");
    return 0;
}
