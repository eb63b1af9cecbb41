// expect: ok
// flags: -Wno-sequence-point
// C leaves it open in which order arguments are evaluated. On an x86-64 it is that from the right.
#include <stdarg.h>
#include <stdio.h>

struct pair {
    int first, second;
};

static int last;

static int next(void)
{
    return ++last;
}

static struct pair pair(int first)
{
    printf("%d ", first);
    return (struct pair){first, next()};
}

static int of_three(int a, int b, int c)
{
    return 100 * a + 10 * b + c;
}

static int of_pairs(struct pair a, struct pair b)
{
    return 1000 * a.first + 100 * a.second + 10 * b.first + b.second;
}

static double of_many(int count, ...)
{
    va_list values;
    double sum = 0;
    va_start(values, count);
    while (count-- > 0)
        sum = 10 * sum + va_arg(values, double);
    va_end(values);
    return sum;
}

int main(void)
{
    int (*function)(int, int, int) = of_three;
    int i = 1;
    printf("%d %d\n", i++, i++);
    i = 1;
    printf("%d %d\n", i, i++);
    printf("%d %d %d\n", next(), next(), next());
    printf("%d %d\n", of_three(next(), next(), next()), function(next(), next(), next()));
    last = 0;
    printf("%d\n", of_pairs(pair(1), pair(2)));
    printf("%g\n", of_many(3, next() / 2.0, (double)next(), next() * 1.0));
    printf(" %d\n", putchar('a') - putchar('b'));
    return 0;
}
