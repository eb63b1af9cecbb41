// show: memory
#include <stdlib.h>
static int compare(const void *a, const void *b) {
    const int *x = a, *y = b;
    // c-runner: snapshot 2
    return *x - *y;
}
int main(void) {
    int values[] = {3, 1, 2};
    qsort(values, 3, sizeof *values, compare);
    return 0;
}
