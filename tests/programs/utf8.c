// expect: ok

#include <stdio.h>
#include <string.h>

int main(void)
{
    const char *word = "naïve";
    printf("%s has %zu bytes\n", word, strlen(word));
    puts("Grüße · Ελλάδα · 東京 · 🐢 · \u20ac");
    return 0;
}
