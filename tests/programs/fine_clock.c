// expect: ok

#include <stdio.h>
#include <time.h>

/* Each round takes some microseconds of processor time, and the clock of the process has seen each of them. */
int main(void)
{
    int unseen = 0;
    for (int i = 0; i < 1000; i++) {
        clock_t before = clock();
        for (volatile int j = 0; j < 20000; j++)
            ;
        unseen += clock() == before;
    }
    printf("%d rounds unseen\n", unseen);
    return 0;
}
