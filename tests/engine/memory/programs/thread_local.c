// show: memory
#include <stdlib.h>
static _Thread_local int own = 4;
static _Thread_local int *kept;
_Thread_local char tag[4] = "ab";
int main(void) {
    static _Thread_local int inner = 8;
    register int *fast = malloc(sizeof *fast);
    int *pointer = &own;
    kept = malloc(sizeof *kept);
    own++;
    *kept = inner;
    *fast = 1;
    // c-runner: snapshot
    return *pointer - 5;
}
