// expect: ok

#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char line[40], where[40];
    FILE *file = fopen("notes.txt", "w");
    if (!file || !getcwd(where, sizeof where))
        return 1;
    fputs("milk\neggs\n", file);
    fclose(file);
    printf("in %s:\n", where);
    file = fopen("/tmp/notes.txt", "r");
    while (fgets(line, sizeof line, file))
        printf("- %s", line);
    fclose(file);
    remove("notes.txt");
    perror(fopen("notes.txt", "r") ? "still there" : "notes.txt");
    return 0;
}
