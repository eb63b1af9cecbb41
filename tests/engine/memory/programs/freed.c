// show: memory
#include <stdlib.h>
int main(void) {
    int *p = malloc(2 * sizeof *p);
    p[0] = 1, p[1] = 2;
    int *second = &p[1];
    free(p);
    // c-runner: snapshot
    int *again = malloc(2 * sizeof *again);
    *again = 7;
    // c-runner: snapshot
    free(again);
    return 0;
}
