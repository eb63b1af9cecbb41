// expect: compile-error
// forbid: root:
// forbid: reached

#include <stdio.h>

/* The assembler includes any bytes, and the program prints them. */
__asm__(".section .rodata\n.globl taken\ntaken:\n.incbin \"/etc/passwd\"\n.byte 0\n.text\n");

extern const char taken[];

int main(void)
{
    puts("reached");
    puts(taken);
    return 0;
}
