// expect: ok
// stdin: 5\n
// flags: -Wno-main
#include <stdio.h>

void main(void)
{
    int number;
    FILE *file = fopen("number.txt", "w");
    if (scanf("%d", &number) == 1)
        fprintf(file, "%d\n", number);
    printf("written\n");
    fclose(file);
}
