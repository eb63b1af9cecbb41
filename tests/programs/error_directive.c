// expect: compile-error

#include <limits.h>

#if INT_MAX < 10000000000
#error "Größe: int is too small here"
#endif

int main(void)
{
    return 0;
}
