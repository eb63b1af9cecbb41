// expect: ok

#include <stdio.h>

int main(void)
{
    const char text[] = "one\0two";
    fwrite(text, 1, sizeof text, stdout);
    putchar('\n');
    return 0;
}
