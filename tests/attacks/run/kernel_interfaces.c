// expect: ok
// require: keyctl: EPERM
// require: bpf: EPERM
// require: perf_event_open: EPERM
// require: userfaultfd: EPERM
// require: io_uring_setup: ENOSYS
// require: modify the clock: EPERM
// require: reboot: EPERM
// require: acct: EPERM
// require: swapon: EPERM
// require: kexec_load: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Parts of the kernel that no C program of a page needs. */
int main(void)
{
    static char zeros[256];
    struct timeval now;
    gettimeofday(&now, NULL);
    tell("keyctl", syscall(SYS_keyctl, 0, -3, 1));
    tell("add_key", syscall(SYS_add_key, "user", "escaped", "x", 1, -3));
    tell("request_key", syscall(SYS_request_key, "user", "escaped", NULL, -3));
    tell("bpf", syscall(SYS_bpf, 0, zeros, sizeof zeros));
    tell("perf_event_open", syscall(SYS_perf_event_open, zeros, 0, -1, -1, 0));
    tell("userfaultfd", syscall(SYS_userfaultfd, 0));
    tell("userfaultfd for user mode", syscall(SYS_userfaultfd, 1));
    tell("io_uring_setup", syscall(425, 1, zeros));
    tell("io_uring_enter", syscall(426, 0, 0, 0, 0, NULL, 0));
    tell("landlock", syscall(444, NULL, 0, 1));
    tell("cachestat", syscall(451, 0, zeros, zeros, 0));
    tell("name_to_handle_at", syscall(SYS_name_to_handle_at, AT_FDCWD, "/", zeros, zeros, 0));
    tell("open_by_handle_at", syscall(SYS_open_by_handle_at, 0, zeros, 0));
    tell("init_module", syscall(SYS_init_module, zeros, sizeof zeros, ""));
    tell("finit_module", syscall(SYS_finit_module, 0, "", 0));
    tell("kexec_load", syscall(SYS_kexec_load, 0, 0, NULL, 0));
    tell("reboot", syscall(SYS_reboot, 0xfee1dead, 0x28121969, 0x12345678, NULL));
    tell("swapon", swapon("/nowhere", 0));
    tell("acct", acct("/nowhere"));
    tell("syslog", syscall(SYS_syslog, 10, NULL, 0));
    tell("quotactl", syscall(SYS_quotactl, 0, NULL, 0, NULL));
    tell("modify the clock", settimeofday(&now, NULL));
    tell("vhangup", vhangup());
    tell("move_pages", syscall(SYS_move_pages, 0, 0, NULL, NULL, NULL, 0));
    tell("mbind", syscall(SYS_mbind, NULL, 0, 0, NULL, 0, 0));
#ifdef SYS_iopl
    tell("iopl", syscall(SYS_iopl, 3));
    tell("ioperm", syscall(SYS_ioperm, 0x80, 1, 1));
    tell("modify_ldt", syscall(SYS_modify_ldt, 0, zeros, sizeof zeros));
#endif
    return 0;
}
