// expect: ok
// stdin: 3\n4.5\n

#include <stdio.h>

int main(void)
{
    double width, height;
    printf("Width: ");
    if (scanf("%lf", &width) != 1)
        return 1;
    printf("Height: ");
    if (scanf("%lf", &height) != 1)
        return 1;
    printf("Area: %g\n", width * height);
    return 0;
}
