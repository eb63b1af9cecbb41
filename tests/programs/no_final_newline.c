// expect: ok

#include <stdio.h>

int main(void)
{
    printf("first line\nsecond, unfinished");
    return 0;
}
