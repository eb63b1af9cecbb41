// expect: ok
// std: c11

#include <stdio.h>

#define type_name(x) _Generic((x), \
    char: "char", int: "int", double: "double", \
    char *: "string", default: "something else")

int main(void)
{
    printf("%s %s %s %s %s\n", type_name('a'), type_name((char)'a'), type_name(1.5),
           type_name("abc"), type_name(1.5f));
    return 0;
}
