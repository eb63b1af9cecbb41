// expect: ok
// stdin: 5 6\nline\nmore\n
// What was typed and not read stays, whatever is flushed; and what functions tell of what they read.
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    int number;
    char *line = NULL;
    size_t room = 0;
    printf("number? ");
    scanf("%d", &number);
    fflush(stdin);
    printf("%d, then %d\n", number, getchar());
    for (int i = 0; i < 4; i++) {
        ssize_t length = getline(&line, &room, stdin);
        printf("%zd of %zu\n", length, room);
    }
    free(line);
    return 0;
}
