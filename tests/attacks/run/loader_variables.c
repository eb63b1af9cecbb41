// expect: exit 3
// env: LD_PRELOAD=/tmp/a.out:libm.so.6 LD_AUDIT=/tmp/a.out LD_LIBRARY_PATH=/tmp LD_DEBUG=files LD_BIND_NOW=1 GLIBC_TUNABLES=glibc.malloc.check=3
// forbid: process 1

#include <stdio.h>
#include <unistd.h>

/* A C library starts process 1: it must not be given the environment of the program. */
__attribute__((constructor)) static void loaded(void)
{
    printf("loaded by process %d\n", getpid());
}

int main(void)
{
    return 3;
}
