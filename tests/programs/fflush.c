// expect: ok

#include <stdio.h>

int main(void)
{
    printf("loading");
    for (int i = 0; i < 3; i++) {
        fputc('.', stderr);
        printf("%d", i);
        fflush(stdout);
    }
    fputs("!\n", stderr);
    return 0;
}
