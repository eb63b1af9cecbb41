// expect: ok
// require: /init: EACCES
// require: /usr/lib/escaped: EROFS
// require: own program: ETXTBSY
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void tell(const char *what, long got)
{
    printf("%s: %s\n", what, got < 0 ? strerrorname_np(errno) : "GOT IT");
}

int main(void)
{
    tell("/escaped", open("/escaped", O_WRONLY | O_CREAT, 0600));
    tell("/usr/lib/escaped", open("/usr/lib/escaped", O_WRONLY | O_CREAT, 0600));
    tell("/usr/escaped", mkdir("/usr/escaped", 0700));
    tell("/dev/escaped", open("/dev/escaped", O_WRONLY | O_CREAT, 0600));
    tell("a nameless file in /", open("/", O_TMPFILE | O_RDWR, 0600));
    tell("/init", open("/init", O_WRONLY));
    tell("/init removed", unlink("/init"));
    tell("/init renamed", rename("/init", "/tmp/init"));
    tell("/init cut", truncate("/init", 0));
    tell("/init with a new mode", chmod("/init", 04777));
    tell("/tmp renamed", rename("/tmp", "/escaped"));
    tell("/lib replaced", symlink("/tmp", "/lib"));
    tell("/usr/lib with a new mode", chmod("/usr/lib", 0755));
    tell("/usr/lib with an attribute", setxattr("/usr/lib", "user.escaped", "1", 1, 0));
    chmod("/tmp/a.out", 0700);
    tell("own program", open("/tmp/a.out", O_WRONLY));
    return 0;
}
