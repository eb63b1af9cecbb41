// show: memory
#include <stdio.h>
struct point { int x, y; };
int main(void) {
    int never;
    struct point half;
    half.x = 3;
    char name[8];
    name[0] = 'h';
    name[1] = 'i';
    int some[4];
    some[0] = 1;
    some[2] = 3;
    int copy = never;
    int bits = (never & 1) | 4;
    int defined = never & 0;
    int *wild;
    double d;
    return 0;
}
