// show: memory
#include <stdlib.h>
struct pair { int a, b; };
int main(void) {
    int numbers[3] = {1, 2, 3};
    int *begin = numbers, *middle = numbers + 1, *end = numbers + 3;
    struct pair *heap = malloc(2 * sizeof *heap);
    heap[0] = (struct pair){1, 2};
    int *member = &heap[1].b;
    struct pair *behind = heap + 2;
    char *text = "literal", *part = text + 3;
    return 0;
}
