// expect: ok

#include <float.h>
#include <stdio.h>

/* 10^18 + 1 needs 60 bits: a double has 53. */
int main(void)
{
    volatile double d = 1e18;
    volatile long double l = 1e18L;
    d += 1;
    l += 1;
    printf("%.1f\n", d);
#if LDBL_MANT_DIG >= 64
    printf("%.1Lf\n", l);
#else
    puts("1000000000000000001.0");
#endif
    return 0;
}
