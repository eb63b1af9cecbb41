// show: memory
#include <stdlib.h>
#include <string.h>
struct pair { int x, y; };
struct node { char c; struct node *next; };
static char *kept;
static char **keep(char *text) { kept = text; return NULL; }
int main(void) {
    struct node *lost = malloc(sizeof *lost);
    lost->c = '1';
    lost->next = malloc(sizeof *lost);
    lost->next->c = '2';
    lost->next->next = lost;
    lost = NULL;
    char **words = keep(strdup("seven c"));
    struct pair *stale = malloc(24);
    double *other = NULL;
    free(stale);
    int *again = malloc(24);
    again[0] = 5;
    other = (double *)again;
    void *whole = again;
    return 0;
}
