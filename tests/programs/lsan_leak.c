// expect: exit 23
// flags: -fsanitize=leak -g

#include <stdio.h>
#include <stdlib.h>

/* No .out: the report holds addresses. */
int main(void)
{
    char *volatile kept = NULL;
    for (int i = 0; i < 10; i++)
        kept = malloc(40);
    kept = NULL;
    puts("nothing points there any more");
    return kept != NULL;
}
