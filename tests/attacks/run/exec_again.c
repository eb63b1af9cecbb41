// expect: ok
// require: generation 300

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Becomes itself again and again: nothing may pile up. */
int main(int argc, char **argv)
{
    int generation = argc > 1 ? atoi(argv[1]) : 0;
    char next[12];
    snprintf(next, sizeof next, "%d", generation + 1);
    if (generation < 300)
        execl("./a.out", "./a.out", next, (char *)NULL);
    printf("generation %d\n", generation);
    return 0;
}
