// expect: any
// forbid: python

#include "/supervisor"

int main(void) { return 0; }
