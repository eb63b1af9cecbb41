// show: memory
#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void) {
    struct node *list = malloc(sizeof *list);
    list->value = 1;
    list->next = NULL;
    int *other = malloc(4), number = 3;
    // c-runner: snapshot list
    // c-runner: snapshot *list, number
    *other = 5;
    return 0;
}
