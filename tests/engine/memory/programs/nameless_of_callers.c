// show: memory
// Memory without a name belongs to the call that has it, also where functions of the author and of the library follow.
#include <alloca.h>
#include <stdlib.h>
struct point { int x, y; };
static struct point *kept;
static int less(const void *a, const void *b) {
    // c-runner: snapshot 1
    return *(const int *)a - *(const int *)b;
}
static int sorted(const struct point *first, int *room) {
    int values[] = {2, 1};
    // c-runner: snapshot first, room
    qsort(values, 2, sizeof *values, less);
    return room[0] + first->x;
}
static int deep(int n, const int *room) {
    if (n)
        return deep(n - 1, room);
    // c-runner: snapshot room
    return *room;
}
int main(void) {
    int *room = alloca(4 * sizeof *room);
    room[0] = 1;
    kept = &(struct point){3, 4};
    return sorted(kept, room) - 4 + deep(2, room) - 1;
}
