// expect: ok
// args: a b c
#include <stdio.h>

int main(int count, char *arguments[])
{
    if (count > 1)
        main(count - 1, arguments);
    printf("%d\n", count);
    return 0;
}
