// expect: ok
// stdin: 42\n

#include <stdio.h>
#include <unistd.h>

/* Nobody types while the program is busy or asleep: the answer follows the question. */
int main(void)
{
    int n;
    puts("thinking ...");
    usleep(150000);
    printf("Your number: ");
    fflush(stdout);
    usleep(150000);
    printf("(well?) ");
    if (scanf("%d", &n) != 1)
        return 1;
    printf("%d it is\n", n);
    return 0;
}
