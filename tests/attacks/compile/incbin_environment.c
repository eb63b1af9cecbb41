// expect: compile-error
// forbid: PATH=

#include <stdio.h>

__asm__(".section .rodata\n.globl taken\ntaken:\n.incbin \"/proc/self/environ\"\n.byte 0\n.text\n");

extern const char taken[];

int main(void)
{
    puts(taken);
    return 0;
}
