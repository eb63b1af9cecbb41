// expect: exit 1

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    fprintf(stderr, "usage: a.out FILE\n");
    return EXIT_FAILURE;
}
