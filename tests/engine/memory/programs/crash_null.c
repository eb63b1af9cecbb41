// show: memory
// expect: SIGSEGV
struct node { int value; struct node *next; };
static int last(struct node *list) {
    while (list)
        list = list->next;
    return list->value;
}
int main(void) {
    struct node one = {1, 0};
    return last(&one);
}
