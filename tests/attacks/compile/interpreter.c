// expect: any
// flags: -static
// forbid: GOT

#include <stdio.h>

/* The program names who is to load it. */
static const char interpreter[] __attribute__((section(".interp"), used)) = "/etc/passwd";

int main(void) { return puts("started") < 0; }
