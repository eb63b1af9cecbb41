// show: memory
#include <stdlib.h>
static int choose(int n) {
    switch (n) {
        // c-runner: snapshot
        case 1:
            return 10;
        default:
            return 20;
    }
}
// c-runner: snapshot
int main(void) {
    int x = 1;
    if (x)
        // c-runner: snapshot
        x = 2;
    else
        // c-runner: snapshot
        x = 3;
    int a[] = {
        // c-runner: snapshot
        1, 2};
    return choose(a[0]) - 10;
}
