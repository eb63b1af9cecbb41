// expect: exit 1
// flags: -fsanitize=address -g

#include <stdio.h>
#include <stdlib.h>

/* No .out: the report holds addresses, thread and process numbers. */
int main(void)
{
    int *numbers = malloc(4 * sizeof *numbers);
    for (volatile int i = 0; i <= 4; i++)
        numbers[i] = i;
    puts("not reached");
    free(numbers);
    return 0;
}
