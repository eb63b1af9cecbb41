// expect: ok
// std: c2x

#include <stdio.h>

#ifndef ABSENT
#define WHICH "ifndef"
#elifdef OTHER
#define WHICH "elifdef"
#endif

[[nodiscard]] static int mask(int, int second)
{
    return second & 0b1111'0000;
}

int main(void)
{
    [[maybe_unused]] int unused;
    _Static_assert(1'000'000 == 1000 * 1000);
    printf("%#x %s\n", (unsigned)mask(0, 0xabc), WHICH);
    goto end;
end:
}
