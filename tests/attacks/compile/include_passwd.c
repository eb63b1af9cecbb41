// expect: compile-error
// require: No such file
// forbid: root:

#include "/etc/passwd"
#include </etc/group>

int main(void) { return 0; }
