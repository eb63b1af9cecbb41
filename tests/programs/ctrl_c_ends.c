// expect: SIGINT
// stdin: 1\n2\x03

#include <stdio.h>

int main(void)
{
    int n;

    while (scanf("%d", &n) == 1)
        printf("%d\n", n);
    puts("never");
}
