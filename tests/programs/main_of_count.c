// expect: ok
// flags: -Wno-main
// args: one two
#include <stdio.h>

int main(int count)
{
    printf("%d\n", count);
    return 0;
}
