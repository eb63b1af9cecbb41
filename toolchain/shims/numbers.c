/* Functions of mathematics that say in errno what is wrong with their arguments, and return the NaN of an x86-64. */

#include <errno.h>
#include <math.h>

/* Return a result; the error is noted, if its number is not zero. */
static double noted(double result, int error)
{
    if (error)
        errno = error;
    return result;
}

/* Return the error of a result, which is out of range where it is infinite and the arguments are not. */
static int range(double result, int are_finite)
{
    return are_finite && isinf(result) ? ERANGE : 0;
}

/* Define a function of one argument that is not defined where a condition holds, and the sign of its NaN there. */
#define ONE(name, is_outside, sign) \
    double __real_##name(double x); \
    double __wrap_##name(double x) \
    { \
        if (is_outside) \
            return noted(copysign(NAN, sign), EDOM); \
        double result = __real_##name(x); \
        return noted(result, range(result, isfinite(x))); \
    } \
    float __real_##name##f(float x); \
    float __wrap_##name##f(float x) \
    { \
        if (is_outside) \
            return (float)noted(copysign(NAN, sign), EDOM); \
        float result = __real_##name##f(x); \
        return (float)noted(result, range(result, isfinite(x))); \
    }

ONE(sqrt, x < 0, -1)
ONE(log, x < 0, -1)
ONE(log2, x < 0, -1)
ONE(log10, x < 0, -1)
ONE(acos, x < -1 || x > 1, 1)
ONE(asin, x < -1 || x > 1, 1)
ONE(exp, 0, 1)
ONE(cosh, 0, 1)
ONE(sinh, 0, 1)

double __real_pow(double x, double y);
double __wrap_pow(double x, double y)
{
    double result = __real_pow(x, y);
    if (isnan(result) && !isnan(x) && !isnan(y))
        return noted(copysign(NAN, -1), EDOM);
    return noted(result, range(result, isfinite(x) && isfinite(y)));
}

double __real_fmod(double x, double y);
double __wrap_fmod(double x, double y)
{
    if (!isnan(x) && !isnan(y) && (isinf(x) || y == 0))
        return noted(copysign(NAN, -1), EDOM);
    return __real_fmod(x, y);
}
