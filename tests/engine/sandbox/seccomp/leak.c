/* Loses a block of memory, which the leak sanitizer should find. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *volatile kept;

int main(void)
{
    kept = malloc(1234);
    strcpy(kept, "kept");
    puts(kept);
    kept = NULL;
    return 0;
}
