// show: memory
#include <stdlib.h>
struct buffer { int length; int items[]; };
struct text { int length; char chars[]; };
int main(void) {
    struct buffer *b = malloc(sizeof *b + 3 * sizeof(int));
    b->length = 3;
    b->items[0] = 10;
    b->items[1] = 20;
    int *third = &b->items[2];
    struct text *t = malloc(sizeof *t + 6);
    t->length = 2;
    t->chars[0] = 'o', t->chars[1] = 'k', t->chars[2] = 0;
    return 0;
}
