#include <stdlib.h>

struct node { int value; struct node *next; };

static int counter;
const char *const names[] = {"zero", "one"};

static inline int twice(int x)
{
    return 2 * x;
}

double scaled(int n)
{
    return twice(n) * 2.5;
}

const char *name(unsigned n)
{
    return n < 2 ? names[n] : "many # of them";
}

int sum(struct node *list)
{
    int s = 0;

    for (; list; list = list->next)
        s += list->value;
    counter++;
    return s + atoi("7");
}
