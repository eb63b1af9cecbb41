// show: memory
#include <stdlib.h>
int counter = 3;
static int table[3] = {1, 2, 3};
static char *name = "static";
int *pointer = &counter;
static struct { int x; } *heap;
int zero;
static int next(void) { static int n; return ++n; }
static int other(void) { static int n = 10; return n++; }
int main(void) {
    next();
    next();
    other();
    heap = malloc(sizeof *heap);
    heap->x = 9;
    counter++;
    return 0;
}
