// show: memory
#include <complex.h>
#include <stdbool.h>
#include <stdint.h>
enum color { RED, GREEN = 5, BLUE };
typedef enum color color;
int main(void) {
    color c = BLUE, none = (color)77;
    bool yes = true, no = false;
    long double ld = 0.1L, big = 1e300L * 1e300L, minus = -2.5L;
    double d = 0.1, large = 1e100;
    float f = 0.1f, third = 1.0f / 3;
    double complex z = 1.5 - 2.0 * I;
    float complex fz = 3.0f * I;
    short s = -7;
    unsigned short us = 65535;
    long l = -1;
    unsigned long long ull = 18446744073709551615ull;
    int8_t i8 = -8;
    uint8_t u8 = 200;
    uint64_t u64 = 1;
    __int128 huge = (__int128)1 << 100;
    const volatile int cv = 4;
    return 0;
}
