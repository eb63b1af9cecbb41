#include <stdbool.h>
#include <stdio.h>

enum { LIMIT = 50 };

int main(void)
{
    static bool composite[LIMIT];

    for (int n = 2; n < LIMIT; n++) {
        if (composite[n])
            continue;
        printf("%d ", n);
        for (int m = n * n; m < LIMIT; m += n)
            composite[m] = true;
    }
    putchar('\n');
}
