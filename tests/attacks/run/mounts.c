// expect: ok
// require: mount: EPERM
// require: pivot_root: EPERM
// require: open_tree: ENOSYS
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* The old and the new ways to change what is where; numbers, since not every C library has the names. */
int main(void)
{
    mkdir("/tmp/root", 0700);
    tell("mount", mount("none", "/tmp/root", "tmpfs", 0, NULL));
    tell("bind", mount("/", "/tmp/root", NULL, MS_BIND | MS_REC, NULL));
    tell("proc", mount("proc", "/tmp/root", "proc", 0, NULL));
    tell("remount", mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
    tell("umount", umount2("/usr/lib", MNT_DETACH));
    tell("pivot_root", syscall(SYS_pivot_root, "/tmp/root", "/tmp/root"));
    tell("chroot", chroot("/tmp/root"));
    tell("open_tree", syscall(428, AT_FDCWD, "/", 1));
    tell("move_mount", syscall(429, 0, "", AT_FDCWD, "/tmp/root", 4));
    tell("fsopen", syscall(430, "tmpfs", 0));
    tell("fsmount", syscall(432, 0, 0, 0));
    tell("fspick", syscall(433, AT_FDCWD, "/", 0));
    tell("mount_setattr", syscall(442, AT_FDCWD, "/", 0, NULL, 0));
    tell("statmount", syscall(457, NULL, NULL, 0, 0));
    tell("listmount", syscall(458, NULL, NULL, 0, 0));
    tell("open_tree_attr", syscall(467, AT_FDCWD, "/", 1, NULL, 0));
    return 0;
}
