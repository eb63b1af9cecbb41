// expect: ok

// What a program calls as the library does is its own, and the library goes on with what it has.
#include <stdio.h>
#include <stdlib.h>

int time = 9;

void read(int number)
{
    printf("read %d\n", number);
}

int write(const char *text)
{
    return printf("write %s\n", text);
}

void close(void)
{
    puts("close");
}

double lseek(double number)
{
    puts("lseek");
    return number;
}

char *strdup(const char *text)
{
    printf("strdup %s\n", text);
    return NULL;
}

int main(void)
{
    char line[20];

    read(time);
    write("words");
    close();
    strdup("a text");
    printf("%.1f|%5.2f|%-6s|\n", lseek(1.5), strtod("0x1.8p3", NULL), "abc");

    FILE *file = fopen("lines", "w+");
    fprintf(file, "in a file\n");
    rewind(file);
    fgets(line, sizeof line, file);
    fclose(file);
    printf("%s", line);
}
