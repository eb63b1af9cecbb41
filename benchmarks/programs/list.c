#include <stdio.h>
#include <stdlib.h>

struct node { int value; struct node *next; };

int main(void)
{
    struct node *list = NULL;

    for (int i = 0; i < 10; i++) {
        struct node *node = malloc(sizeof *node);
        node->value = i * NUMBER;
        node->next = list;
        list = node;
    }
    for (; list; list = list->next)
        printf("%d\n", list->value);
}
