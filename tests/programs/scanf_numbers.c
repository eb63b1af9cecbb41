// expect: ok
// stdin: 1 2\n3\n\n4 5\n

#include <stdio.h>

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 5; i++) {
        int n;
        if (scanf("%d", &n) != 1)
            return 1;
        sum += n;
    }
    printf("sum %d\n", sum);
    return 0;
}
