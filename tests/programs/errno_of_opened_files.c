// expect: ok
// No call that succeeds here changes errno.
#include <errno.h>
#include <stdio.h>

int main(void)
{
    char line[8];
    FILE *file;

    errno = 0;
    file = fopen("notes.txt", "w");
    printf("opened to write: %d\n", errno);
    fputs("a note\n", file);
    fclose(file);
    printf("written: %d\n", errno);
    file = fopen("notes.txt", "r+");
    printf("%s", fgets(line, sizeof line, file));
    fclose(file);
    printf("read: %d\n", errno);
    file = tmpfile();
    fputs("a note\n", file);
    fclose(file);
    printf("for a while: %d\n", errno);
    file = fopen("nowhere.txt", "r");
    printf("not there: %d\n", errno);
    return file != NULL;
}
