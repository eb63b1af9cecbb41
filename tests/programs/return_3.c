// expect: exit 3

#include <stdio.h>

int main(void)
{
    puts("three");
    return 3;
}
