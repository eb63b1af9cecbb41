// show: memory
#include <stdlib.h>
#include <string.h>
struct a { int x; char *name; };
struct b { double d; int *p; };
int main(void) {
    void *block = malloc(sizeof(struct a));
    struct a *first = block;
    first->x = 1;
    first->name = "one";
    // c-runner: snapshot
    struct b *second = block;
    second->d = 2.5;
    second->p = NULL;
    // c-runner: snapshot
    void *bytes = malloc(4);
    memcpy(bytes, "\x01\x02", 2);
    return 0;
}
