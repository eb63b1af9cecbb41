// expect: ok
// stdin: 3\n4
// stdio: pipes

#include <stdio.h>

/* Nothing is typed, so nothing is echoed. */
int main(void)
{
    int a, b;
    printf("Two numbers: ");
    if (scanf("%d %d", &a, &b) != 2)
        return 1;
    printf("%d\n", a + b);
    return 0;
}
