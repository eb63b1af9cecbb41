// show: memory
#include <stdlib.h>
int main(void) {
    int *p = malloc(2 * sizeof *p);
    p[0] = 1;
    p[1] = 2;
    int *old = p;
    void *wall = malloc(1);
    p = realloc(p, 1000 * sizeof *p);
    p[2] = 3;
    return 0;
}
