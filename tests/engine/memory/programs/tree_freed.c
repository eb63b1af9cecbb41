// show: memory
#include <stdlib.h>
struct node { int key; struct node *left, *right; };
static struct node *insert(struct node *t, int k) {
    if (t == NULL) {
        t = malloc(sizeof *t);
        t->key = k;
        t->left = t->right = NULL;
        return t;
    }
    if (k < t->key)
        t->left = insert(t->left, k);
    else
        t->right = insert(t->right, k);
    return t;
}
static void destroy(struct node *t) {
    if (!t)
        return;
    destroy(t->left);
    destroy(t->right);
    free(t);
    // c-runner: snapshot
}
int main(void) {
    int keys[] = {4, 2, 6, 1};
    struct node *root = NULL;
    for (size_t i = 0; i < 4; i++)
        root = insert(root, keys[i]);
    destroy(root);
    return 0;
}
