// show: memory
#include <stddef.h>
#include <stdlib.h>
typedef double (*operation)(double, double);
static double add(double a, double b) { return a + b; }
static double sub(double a, double b) { return a - b; }
struct command { char name; operation run; };
static const struct command table[] = {{'+', add}, {'-', sub}, {0, NULL}};
struct shape { char name[8]; struct { int x, y; } at; struct { double *data; size_t length; } points; struct shape *parent; };
int main(void) {
    operation operations[2] = {add, sub}, *second = &operations[1];
    const struct command *command = &table[1];
    struct shape *shapes = calloc(2, sizeof *shapes);
    shapes[0].points.data = malloc(2 * sizeof(double));
    shapes[0].points.data[0] = command->run(5, 3);
    shapes[1] = (struct shape){"child", {3, 4}, {NULL, 0}, shapes};
    struct shape *child = &shapes[1];
    int *y = &shapes[1].at.y;
    double *end = shapes->points.data + 2;
    return 0;
}
