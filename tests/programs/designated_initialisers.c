// expect: ok
// std: c99

#include <stdio.h>

struct point {
    int x, y;
    const char *label;
};

int main(void)
{
    int days[] = { [1] = 28, 31, [5] = 30 };
    struct point p = { .label = "p", .y = 4 }, *q = &(struct point){ 1, 2, "q" };
    printf("%zu: %d %d %d %d\n", sizeof days / sizeof *days, days[0], days[1], days[2], days[5]);
    printf("%s(%d, %d) %s(%d, %d)\n", p.label, p.x, p.y, q->label, q->x, q->y);
    return 0;
}
