// expect: ok
// require: asked
// forbid: FOUND

#include <stdio.h>

/* What exists on the machine is nobody's business either. */
int main(void)
{
    puts("asked");
#if __has_include("/etc/passwd") || __has_include("/etc/hostname") || __has_include("/etc/os-release")
    puts("FOUND /etc");
#endif
#if __has_include("/root/.ssh/id_rsa") || __has_include("/root/.bashrc") || __has_include("/home/runner/.profile")
    puts("FOUND a home");
#endif
#if __has_include("/proc/self/environ") || __has_include("/proc/version") || __has_include("/sys/kernel/notes")
    puts("FOUND the kernel");
#endif
#if __has_include("/var/run/docker.sock") || __has_include("/run/utmp") || __has_include("/.dockerenv")
    puts("FOUND a container");
#endif
    return 0;
}
