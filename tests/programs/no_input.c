// expect: ok

#include <stdio.h>

/* Nothing was given to type: end of file at once. */
int main(void)
{
    char name[20];
    printf("Name: ");
    if (!fgets(name, sizeof name, stdin))
        puts("nobody there");
    return 0;
}
