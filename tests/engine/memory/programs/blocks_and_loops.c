// show: memory
#include <stdlib.h>
#include <stdbool.h>
#include <stdio.h>
struct stack { int items[4]; int top; };
static void push(struct stack *s, int x) {
    s->items[s->top++] = x;
    // c-runner: snapshot
}
static void swap(int *a, int *b) {
    int t = *a;
    *a = *b;
    *b = t;
    // c-runner: snapshot
}
struct list { struct list *next; char data[]; };
int main(void) {
    struct stack s = {.top = 0};
    push(&s, 5);
    int x = 1, y = 2;
    swap(&x, &y);
    int a[3] = {3, 1, 2};
    for (int i = 0; i < 3; i++)
        for (int j = i + 1; j < 3; j++)
            if (a[j] < a[i]) {
                swap(&a[i], &a[j]);
            }
    bool flags[3] = {true};
    register int reg = 5;
    volatile double vd = 0.1 + 0.2;
    static int counters[2];
    counters[1]++;
    int *dangling;
    {
        int inner = 9;
        dangling = &inner;
        // c-runner: snapshot dangling, inner
    }
    int *leak = malloc(12);
    leak = NULL;
    switch (x) {
    case 2: {
        int in_case = 4;
        // c-runner: snapshot
        (void)in_case;
    }
    }
    return reg - 5;
}
