// expect: ok

#include <stdio.h>

/* stdout waits for the end of the line, stderr does not wait. */
int main(void)
{
    printf("1 out\n");
    fprintf(stderr, "2 err\n");
    printf("4 out, ");
    fprintf(stderr, "3 err\n");
    printf("5 out\n");
    fputs("6 err\n", stderr);
    return 0;
}
