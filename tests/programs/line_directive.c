// expect: ok

#include <stdio.h>

int main(void)
{
    printf("%s:%d\n", __FILE__, __LINE__);
#line 100 "poem.txt"
    printf("%s:%d\n", __FILE__, __LINE__);
    return 0;
}
