// expect: any
// forbid: python

#include "/init"

int main(void) { return 0; }
