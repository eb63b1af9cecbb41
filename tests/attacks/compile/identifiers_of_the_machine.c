// expect: ok
// flags: -g
// require: main.c main.c Jan  1 1970 00:00:01
// require: built in /usr/include
// forbid: {directory}
// forbid: python

#include <stdio.h>
#include <string.h>

/* What the compiler knows of the place where it runs, and what it leaves of that in the program. */
int main(void)
{
    static char program[1 << 20];
    FILE *self = fopen("a.out", "rb");
    size_t size = fread(program, 1, sizeof program - 1, self);
    printf("%s %s %s %s\n", __FILE__, __BASE_FILE__, __DATE__, __TIME__);
    for (size_t i = 1; i < size; i++)
        if (program[i] == '/' && !program[i - 1] && strlen(program + i) < 200)
            printf("built in %s\n", program + i);
    return 0;
}
