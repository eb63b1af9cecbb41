// show: memory
// expect: exit 3
#include <stdlib.h>
static void give_up(int code) {
    int here = 1;
    exit(code + here);
}
int main(void) {
    int x = 2;
    give_up(x);
}
