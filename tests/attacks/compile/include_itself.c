// expect: compile-error
// require: In file included from main.c

#include __FILE__

int main(void) { return 0; }
