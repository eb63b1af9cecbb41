// show: memory
#include <stdio.h>
#include <time.h>
int main(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int never;
    // c-runner: snapshot never
    return 0;
}
