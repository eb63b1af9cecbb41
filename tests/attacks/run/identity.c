// expect: ok
// require: users 1000 1000 1000
// require: groups 1000 1000 1000
// require: host sandbox
// require: capabilities 0
// require: no new privileges 1
// require: setuid: EINVAL
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2] = { 0 };
    uid_t user[3];
    gid_t group[3];
    struct utsname names;
    getresuid(user, user + 1, user + 2);
    getresgid(group, group + 1, group + 2);
    uname(&names);
    syscall(SYS_capget, &header, data);
    printf("users %u %u %u\ngroups %u %u %u\n", user[0], user[1], user[2], group[0], group[1], group[2]);
    printf("host %s\n", names.nodename);
    printf("capabilities %x\n", data[0].effective | data[0].permitted | data[0].inheritable | data[1].effective);
    printf("no new privileges %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    data[0].effective = data[0].permitted = ~0u;
    tell("setuid", setuid(0));
    tell("setgid", setgid(0));
    tell("setresuid", setresuid(0, 0, 0));
    tell("setreuid", setreuid(65534, 65534));
    tell("setgroups", setgroups(1, group));
    tell("capset", syscall(SYS_capset, &header, data));
    tell("ambient", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_ADMIN, 0, 0));
    tell("privileges", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    setfsuid(0);
    printf("file system user %d\n", setfsuid(0));
    return 0;
}
