// expect: ok
// stdin: ada\t36\nbob\t\06420\n

#include <stdio.h>

/* The escapes of stdin: a tab, and the octal 064, which is the digit 4. */
int main(void)
{
    char name[20];
    int points;
    while (scanf(" %19[^\t]\t%d", name, &points) == 2)
        printf("%s has %d\n", name, points);
    return 0;
}
