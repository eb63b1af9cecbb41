// expect: any
// timeout: 3
// forbid: reached

#include <stdio.h>

char array[1 << 30] = { 1 };

int main(void) { return puts("reached"); }
