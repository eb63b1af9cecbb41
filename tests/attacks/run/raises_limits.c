// expect: ok
// require: RLIMIT_AS: EPERM
// require: RLIMIT_NPROC: EPERM
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static void try(const char *name, int resource)
{
    struct rlimit limit;
    getrlimit(resource, &limit);
    limit.rlim_max++;
    limit.rlim_cur = limit.rlim_max;
    int first = setrlimit(resource, &limit);
    limit.rlim_cur = limit.rlim_max = RLIM_INFINITY;
    int second = prlimit(0, resource, &limit, NULL);
    printf("%s: %s\n", name, first < 0 && second < 0 ? strerrorname_np(errno) : "GOT MORE");
}

int main(void)
{
    try("RLIMIT_AS", RLIMIT_AS);
    try("RLIMIT_CORE", RLIMIT_CORE);
    try("RLIMIT_FSIZE", RLIMIT_FSIZE);
    try("RLIMIT_MEMLOCK", RLIMIT_MEMLOCK);
    try("RLIMIT_NOFILE", RLIMIT_NOFILE);
    try("RLIMIT_NPROC", RLIMIT_NPROC);
    try("RLIMIT_STACK", RLIMIT_STACK);
    return 0;
}
