// expect: compile-error

#include <stdio.h>

double area(double radius);

int main(void)
{
    printf("%f\n", area(2));
    return 0;
}
