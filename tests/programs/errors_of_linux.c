// expect: ok
// The numbers and the words of errors, and who sets them.
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void tell(double result)
{
    int number = errno;
    errno = 0;
    printf("%f %d\n", result, number);
}

int main(void)
{
    for (int number = -1; number < 136; number++)
        printf("%s%c", strerror(number), number % 8 == 7 ? '\n' : ';');
    printf("\n%d %d %d %d %d\n", EAGAIN, EDOM, ERANGE, ENOTSUP, EOVERFLOW);
    volatile double one = -1, big = 1000, nothing = 0;
    tell(fopen("missing", "r") != NULL);
    tell(fopen("", "r") != NULL);
    tell(strtol("99999999999999999999", NULL, 10) > 0);
    tell(sqrt(one));
    tell(log(one));
    tell(log(nothing));
    tell(exp(big));
    tell(pow(big, big));
    tell(pow(one, 0.5));
    tell(acos(big));
    tell(fmod(one, nothing));
    tell((double)sqrtf((float)one));
    tell(remove("missing"));
    errno = ENOMEM;
    perror("out");
    fopen("missing", "r");
    perror(NULL);
    printf("%d\n", errno);
    return 0;
}
