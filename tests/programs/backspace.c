// expect: ok

#include <stdio.h>

int main(void)
{
    printf("colour\b\b r\n");
    printf("_\bu_\bn_\bd_\be_\br\n");
    return 0;
}
