// expect: any
// timeout: 500ms

/* Two to the power of two hundred. */
#include __FILE__
#include __FILE__

int main(void) { return 0; }
