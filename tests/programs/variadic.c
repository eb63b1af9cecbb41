// expect: ok

#include <stdarg.h>
#include <stdio.h>

static double mean(int count, ...)
{
    va_list values;
    double sum = 0;
    va_start(values, count);
    for (int i = 0; i < count; i++)
        sum += va_arg(values, double);
    va_end(values);
    return sum / count;
}

int main(void)
{
    printf("%.2f %.2f\n", mean(2, 1.0, 2.0), mean(4, 1.0, 2.0, 3.0, 5.0));
    return 0;
}
