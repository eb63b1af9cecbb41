#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int count(const char *text)
{
    int words = 0;

    for (int inside = 0; *text; text++) {
        words += !inside && isalpha((unsigned char)*text);
        inside = isalpha((unsigned char)*text);
    }
    return words;
}

int main(void)
{
    const char *text = "a block that has the number NUMBER";

    printf("%d words, %zu letters\n", count(text), strlen(text));
}
