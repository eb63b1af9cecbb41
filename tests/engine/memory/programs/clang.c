// show: memory
// compiler: clang
#include <stdlib.h>
struct flags { unsigned a : 3; int b : 5; };
enum color { RED, GREEN };
static int counter = 2;
static int next(void) { static int n; return ++n; }
int main(void) {
    struct flags f = {5, -2};
    enum color c = GREEN;
    int never, list[3] = {1, 2, 3}, *end = list + 3;
    long double ld = 0.5L;
    char *text = "literal";
    struct flags *heap = malloc(sizeof *heap);
    next();
    counter++;
    return 0;
}
