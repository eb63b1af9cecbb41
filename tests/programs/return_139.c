// expect: exit 139

#include <stdio.h>

/* A shell reports 128 + 11 for a segmentation fault. This is none. */
int main(void)
{
    puts("I was not killed");
    return 139;
}
