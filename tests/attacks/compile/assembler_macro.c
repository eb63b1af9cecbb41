// expect: any
// memory: 256M
// timeout: 500ms
// forbid: reached

#include <stdio.h>

/* A macro that calls itself twice. */
__asm__(".macro twice\n twice\n twice\n.endm\ntwice\n");

int main(void) { return puts("reached"); }
