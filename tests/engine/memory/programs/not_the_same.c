// show: memory
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
int main(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    srand((unsigned)t.tv_nsec);
    int r = rand() % 1000;
    if (r & 1)
        r++;
    printf("%d\n", r);
    char *argv0 = getenv("PATH");
    return 0;
}
