// show: memory
#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void) {
    struct node *list = NULL;
    for (int i = 1; i <= 3; i++) {
        struct node *new = malloc(sizeof *new);
        new->value = i;
        new->next = list;
        list = new;
        // c-runner: snapshot
    }
    // c-runner: snapshot
    while (list) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
    // c-runner: snapshot
    return 0;
}
