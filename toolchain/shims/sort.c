/* A stable sort, which compares the same elements in the same order as that of glibc. */

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

typedef int (*compare_with)(const void *, const void *, void *);
typedef int (*compare_alone)(const void *, const void *);

struct order {
    size_t size;
    compare_with compare;
    void *with;
    char *room;
};

static void merge_sort(const struct order *order, char *first, size_t count)
{
    if (count < 2)
        return;
    size_t size = order->size;
    size_t left = count / 2, right = count - left;
    char *a = first, *b = first + left * size, *out = order->room;
    merge_sort(order, a, left);
    merge_sort(order, b, right);
    while (left > 0 && right > 0) {
        char **taken = order->compare(a, b, order->with) <= 0 ? &a : &b;
        memcpy(out, *taken, size);
        out += size;
        *(taken == &a ? &left : &right) -= 1;
        *taken += size;
    }
    memcpy(out, a, left * size);
    memcpy(first, order->room, (count - right) * size);
}

void qsort_r(void *first, size_t count, size_t size, compare_with compare, void *with)
{
    char *room = count < 2 ? NULL : malloc(count * size);
    if (room == NULL)
        return;
    struct order order = {size, compare, with, room};
    merge_sort(&order, first, count);
    free(room);
}

static int without(const void *a, const void *b, void *compare)
{
    return ((compare_alone)compare)(a, b);
}

void qsort(void *first, size_t count, size_t size, compare_alone compare)
{
    qsort_r(first, count, size, without, (void *)compare);
}
