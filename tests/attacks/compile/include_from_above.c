// expect: compile-error
// require: No such file
// forbid: root:

#include "../../../../etc/passwd"
#include "/tmp/../etc/passwd"
#include "/usr/include/../../etc/passwd"
#include "mkdocs.yml"
#include "../mkdocs.yml"

int main(void) { return 0; }
