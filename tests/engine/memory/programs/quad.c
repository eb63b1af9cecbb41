// show: memory
#include <complex.h>
typedef _Float128 quad;
int main(void) {
    quad half = 0.5, third = 1 / (quad)3, none, negative = -__builtin_inff128(), small = 0x1p-16494f128;
    _Float128 _Complex z = 1.5f128 - 2.0f128 * I;
    long double _Complex w = 2.0L;
    // c-runner: snapshot
    return 0;
}
