// expect: any
// flags: -static -g
// forbid: GOT

#include <stdio.h>

/* Sections with a meaning to linkers, loaders and debuggers. */
static const char scripts[] __attribute__((section(".debug_gdb_scripts"), used)) = "\1/etc/passwd";
static const char note[] __attribute__((section(".note.gnu.property"), used)) = "nonsense";
static const char link[] __attribute__((section(".gnu_debuglink"), used)) = "/etc/passwd";
static const char stack[] __attribute__((section(".note.GNU-stack,\"awx\",@progbits#"), used)) = "x";

int main(void) { return puts("started") < 0; }
