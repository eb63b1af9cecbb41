// expect: exit 1
// flags: -fsanitize=address -g

#include <stdio.h>
#include <stdlib.h>

/* Found at exit by LeakSanitizer, with the exit code of its host. No .out: the report holds addresses. */
int main(void)
{
    char *volatile kept = NULL;
    for (int i = 0; i < 10; i++)
        kept = malloc(40);
    kept = NULL;
    puts("nothing points there any more");
    return kept != NULL;
}
