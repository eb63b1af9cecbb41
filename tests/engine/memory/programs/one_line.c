// show: memory
// A line that declares a variable and calls a function with its address has begun, but not ended.
#include <stdlib.h>
struct item { char name[4]; int weight; };
static int by_weight(const void *a, const void *b) {
    const struct item *left = a, *right = b;
    // c-runner: snapshot 1
    return left->weight - right->weight;
}
static void push(int **data, int *count, int value) {
    *data = realloc(*data, (*count + 1) * sizeof **data);
    (*data)[(*count)++] = value;
    // c-runner: snapshot
    return;
}
static int deeper(int n, int *outer, int *first) { int mine = n; if (n) return deeper(n - 1, &mine, first);
    // c-runner: snapshot
    return *outer + *first; }
static int sum(void) { int start = 7, result = deeper(2, &start, &start); return result; }
int main(void) {
    int *data = NULL, count = 0;
    for (int i = 1; i <= 2; i++) push(&data, &count, i);
    struct item items[] = {{"a", 3}, {"b", 1}}; qsort(items, 2, sizeof *items, by_weight);
    free(data);
    return sum() - 8;
}
