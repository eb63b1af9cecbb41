// expect: ok

#include <stdio.h>

int main(void)
{
    puts("latin-1: caf\xe9");
    puts("lone bytes: \xff \xfe \x80, cut short: \xe2\x82");
    puts("overlong: \xc0\xaf, surrogate: \xed\xa0\x80");
    return 0;
}
