// show: memory
// expect: SIGABRT
#include <assert.h>
int main(void) {
    int x = 3;
    assert(x == 4);
}
