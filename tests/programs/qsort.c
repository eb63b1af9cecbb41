// expect: ok

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_length(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    size_t m = strlen(*x), n = strlen(*y);
    return m != n ? (m > n) - (m < n) : strcmp(*x, *y);
}

int main(void)
{
    const char *words[] = { "plum", "fig", "cherry", "pear", "apple" };
    qsort(words, 5, sizeof *words, by_length);
    for (int i = 0; i < 5; i++)
        printf("%s%c", words[i], i < 4 ? ' ' : '\n');
    return 0;
}
