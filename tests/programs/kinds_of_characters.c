// expect: ok
// What functions of glibc return that only need to be true.
#include <ctype.h>
#include <stdio.h>

int main(void)
{
    int (*const functions[])(int) = {isalnum, isalpha, isblank, iscntrl, isdigit, isgraph,
                                     islower, isprint, ispunct, isspace, isupper, isxdigit};
    for (int c = -1; c < 256; c++) {
        unsigned sum = 0;
        for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++)
            sum = sum * 3 + (unsigned)functions[i](c);
        printf("%u%c", sum, c % 16 == 15 ? '\n' : ' ');
    }
    printf("%d %d %d\n", isalpha('x'), isdigit('7'), isspace(' '));
    return 0;
}
