// expect: SIGSEGV

#include <stdio.h>

static int descend(int depth)
{
    volatile char frame[1000] = { (char)depth };
    return descend(depth + 1) + frame[depth % 1000];
}

int main(void)
{
    return printf("%d\n", descend(0));
}
