// show: memory
#include <stdlib.h>
struct tree { int key; struct tree *left, *right; };
static struct tree *insert(struct tree *t, int key) {
    if (!t) {
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key < t->key)
        t->left = insert(t->left, key);
    else
        t->right = insert(t->right, key);
    return t;
}
int main(void) {
    struct tree *root = NULL;
    int keys[] = {5, 2, 8, 6};
    for (int i = 0; i < 4; i++)
        root = insert(root, keys[i]);
    return 0;
}
