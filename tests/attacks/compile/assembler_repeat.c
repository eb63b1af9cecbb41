// expect: any
// memory: 256M
// timeout: 2
// forbid: reached

#include <stdio.h>

__asm__(".rept 100000000\n.byte 1\n.endr\n");

int main(void) { return puts("reached"); }
