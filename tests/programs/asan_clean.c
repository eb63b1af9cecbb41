// expect: ok
// flags: -fsanitize=address,undefined -g

#include <stdio.h>
#include <stdlib.h>

/* Nothing to report: the sanitizers themselves must not complain about where they run. */
int main(void)
{
    int *numbers = malloc(4 * sizeof *numbers);
    if (!numbers)
        return 1;
    for (int i = 0; i < 4; i++)
        numbers[i] = i * i;
    printf("%d\n", numbers[3]);
    free(numbers);
    return 0;
}
