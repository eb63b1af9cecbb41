#include <math.h>
#include <stdio.h>

int main(void)
{
    double x = NUMBER;

    for (int i = 1; i <= 5; i++)
        printf("%d: %.6f\n", i, pow(x, 1.0 / i));
}
