// expect: ok
// stdin: 7\n

#include <stdio.h>

int main(void)
{
    int n;
    printf("%d, ", scanf("%d", &n));
    printf("%d, ", scanf("%d", &n));
    printf("%d\n", scanf("%d", &n));
    clearerr(stdin);
    printf("%d\n", getchar());
    return 0;
}
