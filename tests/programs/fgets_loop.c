// expect: ok
// stdin: apple\nripe pear\n\nfig\n

#include <stdio.h>
#include <string.h>

int main(void)
{
    char line[80];
    int count = 0;
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        printf("%d: [%s]\n", ++count, line);
    }
    puts(feof(stdin) ? "end of file" : "error");
    return 0;
}
