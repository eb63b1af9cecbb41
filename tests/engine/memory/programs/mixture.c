// show: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct person { char name[10]; int age; struct person *friends[2]; double *score; } person, *person_p;
union u { int i; char c[4]; double d; };
struct dnode { int v; struct dnode *prev, *next; };
static const char *const days[] = {"Mon", "Tue"};
const int table[2][2] = {{1,2},{3,4}};
static person boss = {"Boss", 50, {0, 0}, 0};
typedef struct { float x, y; } vec;
static vec make(float x, float y) { vec v = {x, y}; return v; }
int main(void) {
    person_p p = malloc(sizeof *p);
    strcpy(p->name, "Ann");
    p->age = 30;
    p->friends[0] = &boss;
    p->friends[1] = p;
    p->score = malloc(3 * sizeof *p->score);
    p->score[1] = 2.5;
    int rows = 2;
    int **matrix = malloc(rows * sizeof *matrix);
    for (int r = 0; r < rows; r++) {
        matrix[r] = malloc(3 * sizeof **matrix);
        for (int c = 0; c < 3; c++)
            matrix[r][c] = r * c;
    }
    struct dnode *head = calloc(2, sizeof *head);
    head[0].next = &head[1];
    head[1].prev = &head[0];
    union u *us = malloc(2 * sizeof *us);
    us[0].i = 65;
    us[1].d = 1.0;
    FILE *f = stdout;
    void *vp[3] = {p, &rows, NULL};
    int cube[2][2][2] = {{{1,2},{3,4}},{{5,6},{7,8}}};
    int (*plane)[2] = cube[1];
    void *none = malloc(0);
    char **words = malloc(2 * sizeof *words);
    words[0] = strdup("first");
    words[1] = "literal";
    char *tail = strchr(words[0], 'r');
    vec v = make(1.5f, -2);
    size_t n = strlen(words[0]);
    unsigned char raw[4] = {1, 2, 255, 0};
    const int *cell = &table[1][1];
    int *q = malloc(4 * sizeof *q);
    q[0] = 7;
    q = realloc(q, 2 * sizeof *q);
    char buf[16];
    snprintf(buf, sizeof buf, "n=%zu", n);
    long addr = (long)p;
    return 0;
}
