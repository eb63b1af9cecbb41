// expect: any
// flags: -flto
// timeout: 5
// forbid: root:
// forbid: GOT

#include <stdio.h>

/* The link-time optimiser starts programs and writes files beside the output. */
__asm__(".section .gnu.lto_escaped,\"\",@progbits\n.string \"-o /tmp/escaped -fplugin=/tmp/a.out\"\n.text\n");
__asm__(".section .GCC.command.line,\"\",@progbits\n.string \"-wrapper /bin/sh\"\n.text\n");

int main(void) { return puts("linked") < 0; }
