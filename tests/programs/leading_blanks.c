// expect: ok

#include <stdio.h>

int main(void)
{
    puts("");
    for (int row = 1; row <= 3; row++)
        printf("%*s%.*s  \n", 4 - row, "", 2 * row - 1, "*****");
    return 0;
}
