// expect: ok
// require: x32 getpid: ENOSYS
// require: number 1000: ENOSYS
// forbid: GOT

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void try(const char *what, long number)
{
    errno = 0;
    printf("%s: %s\n", what, syscall(number, 0, 0, 0, 0, 0, 0) < 0 ? strerrorname_np(errno) : "GOT IT");
}

/* Doors beside the door: the numbers of another interface, and those that nobody has judged. */
int main(void)
{
    try("x32 getpid", 0x40000000 + SYS_getpid);
    try("x32 ptrace", 0x40000000 + 521);
    try("x32 execve", 0x40000000 + 520);
    try("number 463", 463);
    try("number 1000", 1000);
    try("number -1", -1);
    try("the highest number", 0x7fffffff);
    return 0;
}
