// expect: compile-error

#include "/"
#include "/tmp"
#include "."
#include "/usr/include"

int main(void) { return 0; }
