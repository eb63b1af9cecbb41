// expect: ok
// flags: -DTIMES=3 -DDEBUG -O3
// std: gnu11

#include <stdio.h>

int main(void)
{
#if defined DEBUG && defined __OPTIMIZE__
    for (int i = 0; i < TIMES; i++)
        printf("%d ", i);
#endif
    printf("%ld\n", __STDC_VERSION__);
    return 0;
}
