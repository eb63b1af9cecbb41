// expect: any
// timeout: 3
// forbid: reached

#include <stdio.h>

__asm__(".data\n.org 0x7fffffff00\n.byte 1\n.text\n");

int main(void) { return puts("reached"); }
