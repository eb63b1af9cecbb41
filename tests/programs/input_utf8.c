// expect: ok
// stdin: Zoë Ångström\n東京\n

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char line[80];
    setlocale(LC_ALL, "");
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        printf("%zu bytes, %zu characters\n", strlen(line), mbstowcs(NULL, line, 0));
    }
    return 0;
}
