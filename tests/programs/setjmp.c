// expect: ok

#include <setjmp.h>
#include <stdio.h>

static jmp_buf rescue;

static void parse(int n)
{
    printf("parse %d\n", n);
    if (n == 3)
        longjmp(rescue, n);
    if (n < 5)
        parse(n + 1);
}

int main(void)
{
    int error = setjmp(rescue);
    if (error == 0)
        parse(1);
    else
        printf("back with %d\n", error);
    return 0;
}
