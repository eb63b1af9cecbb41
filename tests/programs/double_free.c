// expect: SIGABRT

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *volatile word = malloc(24);
    free(word);
    puts("freed once");
    free(word);
    puts("not reached");
}
