// expect: ok

#include <stdio.h>

/* An unused parameter, a wrong format, a comparison of signed with unsigned: warnings only. */
int main(int argc, char *argv[])
{
    int last = -1;
    size_t size = 3;
    if (last < size)
        puts("less");
    else
        puts("-1 is not less than 3");
    printf("%u\n", 'a' * 1L);
    return 0;
}
