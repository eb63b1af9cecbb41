// expect: ok

#include <stdio.h>

struct date {
    unsigned day : 5, month : 4, year : 12;
};

int main(void)
{
    struct date d = { .day = 31, .month = 12, .year = 2024 };
    d.day++;
    printf("%u-%u-%u in %zu bytes\n", d.year, d.month, d.day, sizeof d);
    return 0;
}
