// expect: ok
// A program that prints its source.
#include <stdio.h>

int main(void)
{
    FILE *file = fopen(__FILE__, "r");
    int c;
    while (file && (c = fgetc(file)) != EOF)
        putchar(c);
    return file == NULL;
}
