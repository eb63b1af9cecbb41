// expect: ok

#include <stdio.h>

int main(void)
{
    printf("the end\n\n\n");
    return 0;
}
