// expect: any
// timeout: 3
// forbid: reached

#include <stdio.h>

__asm__(".data\n.fill 0x7fffffff, 8, 1\n.text\n");

int main(void) { return puts("reached"); }
