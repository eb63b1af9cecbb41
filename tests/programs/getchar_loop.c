// expect: ok
// stdin: one two\n  three\n

#include <ctype.h>
#include <stdio.h>

int main(void)
{
    int lines = 0, words = 0, bytes = 0, inside = 0, c;
    while ((c = getchar()) != EOF) {
        bytes++;
        lines += c == '\n';
        words += !inside && !isspace(c);
        inside = !isspace(c);
    }
    printf("%d %d %d\n", lines, words, bytes);
    return 0;
}
