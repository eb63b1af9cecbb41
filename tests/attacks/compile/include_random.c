// expect: any
// memory: 256M
// timeout: 2

#include "/dev/urandom"

int main(void) { return 0; }
