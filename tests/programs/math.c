// expect: ok

#include <math.h>
#include <stdio.h>

/* The arguments are volatile, so that libm is really called. */
int main(void)
{
    volatile double two = 2, minus_one = -1;
    printf("%.10f %.10f %.10f\n", sqrt(two), exp(two), sin(two));
    printf("%g %g\n", pow(two, 100), 1 / (two - 2));
    printf("%s\n", isnan(sqrt(minus_one)) ? "not a number" : "a number");
    return 0;
}
