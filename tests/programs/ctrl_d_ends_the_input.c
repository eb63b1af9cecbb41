// expect: ok
// stdin: 1\n\x042\n

#include <stdio.h>

int main(void)
{
    char line[20];

    while (fgets(line, sizeof line, stdin))
        printf("got %s", line);
    puts("end");
    clearerr(stdin);
    while (fgets(line, sizeof line, stdin))
        printf("got %s", line);
}
