// expect: ok
// What an x86-64 makes of numbers that no integer of the type is: the least one.
#include <math.h>
#include <stdio.h>

int main(void)
{
    volatile double big = 1e20, small = -1e20, nothing = 0, ten = 10;
    volatile float wide = 3e9f;
    printf("%d %d %d %d\n", (int)big, (int)small, (int)wide, (int)(nothing / nothing));
    printf("%lld %lld %d\n", (long long)big, (long long)small, (short)big);
    int power = (int)pow(ten, ten);
    printf("%d %f %f\n", power, nothing / nothing, -big / nothing);
    return 0;
}
