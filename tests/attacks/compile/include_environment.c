// expect: compile-error
// require: No such file
// forbid: PATH=

#include "/proc/self/environ"
#include "/proc/1/environ"
#include "/proc/self/cmdline"

int main(void) { return 0; }
