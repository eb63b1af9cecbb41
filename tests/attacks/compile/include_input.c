// expect: any
// forbid: root:

#include "/dev/stdin"
#include "/dev/fd/0"
#include "/dev/tty"
#include "/proc/self/fd/0"

int main(void) { return 0; }
