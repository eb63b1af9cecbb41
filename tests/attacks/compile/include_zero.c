// expect: any
// memory: 256M
// timeout: 2

/* A file without an end. */
#include "/dev/zero"

int main(void) { return 0; }
