// expect: any
// timeout: 3

static char aligned[2] __attribute__((aligned(1 << 28))) = { 1 };

int main(void) { return aligned[1]; }
