// expect: any
// forbid: GOT

#include <signal.h>
#include <stdio.h>

/* 32-bit calls from a 64-bit program: number 20 is getpid there, and writev here. */
int main(void)
{
    long got = 20;
#ifdef __x86_64__
    __asm__ volatile("int $0x80" : "+a"(got) : : "memory", "r8", "r9", "r10", "r11");
#else
    raise(SIGSYS);
#endif
    printf("GOT %ld\n", got);
    return 0;
}
