// expect: ok
// args: 3

#include <stdio.h>
#include <stdlib.h>

static int trace(int n, int matrix[n][n])
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += matrix[i][i];
    return sum;
}

int main(int argc, char *argv[])
{
    int n = argc > 1 ? atoi(argv[1]) : 1;
    int matrix[n][n];
    for (int i = 0; i < n * n; i++)
        matrix[i / n][i % n] = i;
    printf("%d x %d: %zu bytes, trace %d\n", n, n, sizeof matrix, trace(n, matrix));
    return 0;
}
