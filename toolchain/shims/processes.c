/* The process, and the user, as programs see them in the sandbox of a build, where there is no shell either. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROCESS = 2, PARENT = 1, USER = 1000, NO_SHELL = 127 << 8 };

pid_t getpid(void)
{
    return PROCESS;
}

pid_t getppid(void)
{
    return PARENT;
}

uid_t getuid(void)
{
    return USER;
}

gid_t getgid(void)
{
    return USER;
}

uid_t geteuid(void) __attribute__((alias("getuid")));
gid_t getegid(void) __attribute__((alias("getgid")));

int gethostname(char *to, size_t most)
{
    static const char name[] = "sandbox";
    if (most < sizeof name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(to, name, sizeof name);
    return 0;
}

int system(const char *command)
{
    return command ? NO_SHELL : 0;
}
