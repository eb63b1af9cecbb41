// expect: ok
// A compiler may compute such calls, and then the result is 1 or -1 where the library returns a difference.
#include <stdio.h>
#include <string.h>

int main(void)
{
    printf("%d %d %d\n", strncmp("Joshua", "Josh", 6), strncmp("abc", "abx", 3), strncmp("abc", "abx", 2));
    printf("%d %d %d\n", strcmp("Joshua", "Josh"), strcmp("abc", "abx"), memcmp("abc", "abx", 3));
    return 0;
}
