// expect: ok
// flags: -w
// Times as texts, the process and the locale.
#define _GNU_SOURCE
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    char text[200];
    time_t when = 1700000000;
    struct tm none = {0}, *time = localtime(&when);
    strftime(text, sizeof text, "%a %B %c %d %e %F %I %j %k|%l|%p|%P|%r %s %-d %U %Z %z %%|%E|%i|%Ey|%_", time);
    puts(text);
    strftime(text, sizeof text, "%Z|%z|%k|%l", &none);
    puts(text);
    strftime(text, sizeof text, "%Z", gmtime(&when));
    puts(text);
    puts(localtime(&when)->tm_zone);
    tzset();
    printf("%s %s %d %ld\n", tzname[0], tzname[1], daylight, timezone);
    printf("%s %s\n", setlocale(LC_ALL, "de_DE.UTF-8") ? "found" : "none", setlocale(LC_ALL, NULL));
    printf("%d ", (int)MB_CUR_MAX);
    printf("%s ", setlocale(LC_ALL, ""));
    printf("%d\n", (int)MB_CUR_MAX);
    printf("%d %d %d %d %ld\n", BUFSIZ, FOPEN_MAX, MB_LEN_MAX, TMP_MAX, (long)CLOCKS_PER_SEC);
    printf("%d %d %d %d\n", (int)getpid(), (int)getppid(), (int)getuid(), (int)getegid());
    printf("%d %d\n", system(NULL), system("ls"));
    FILE *file = tmpfile();
    printf("%d\n", fputs("kept", file));
    rewind(file);
    puts(fgets(text, sizeof text, file));
    fclose(file);
    return 0;
}
