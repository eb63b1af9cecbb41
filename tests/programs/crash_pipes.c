// expect: SIGSEGV
// stdio: pipes

#include <stdio.h>

/* Into a pipe stdout is fully buffered: not even the whole line gets out. */
int main(void)
{
    int *volatile nowhere = NULL;
    printf("a whole line\n");
    fprintf(stderr, "stderr is never buffered\n");
    return *nowhere;
}
