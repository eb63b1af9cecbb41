// expect: compile-error
// require: No such file
// forbid: root:

#include "/etc/shadow"

int main(void) { return 0; }
