// expect: compile-error
// require: No such file

/* What process 1, bwrap and the engine have open. */
#include "/dev/fd/3"
#include "/dev/fd/4"
#include "/proc/self/fd/3"
#include "/proc/1/fd/3"

int main(void) { return 0; }
