// show: memory
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    int x = 1;
    int *p = malloc(sizeof *p);
    *p = 3;
    // c-runner: snapshot
    printf("%p %p %p\n", (void *)&x, (void *)p, (void *)main);
    return 0;
}
