// expect: ok
// flags: -w
// What glibc makes of formats that other libraries print otherwise, or not at all.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    int count = 0;
    void *none = NULL;
    char *text = NULL, line[20];
    printf("%s|%.2s|%.6s|%10s|%-8s|\n", text, text, text, text, text);
    printf("%p|%8p|%-8p|%p\n", none, none, none, (void *)16);
    printf("[%Z] [%y] [%5k|] [%-08.3v] [%q] [%h]\n", 1);
    printf("%d%%|%5%|%-5%|%'d|%Id\n", 50, 1234567, 7);
    printf("%b|%#b|%08b|%-8b|%.6b|%hhb|%llb|%B\n", 5, 5, 5, 5, 5, -1, 1LL << 40, 6);
    printf("%d%n|%*d|%-*d|%.*f|%05.1f|%+x\n", 12, &count, 5, 3, 5, 4, 2, 1.005, 2.25, 17);
    printf("%d %c%s %.3s %ls %lld %hhd %zu %Lf %g\n", count, 'a', "bc", "defg", L"wide", -1LL, 300, sizeof(int), 2.5L, 1e21);
    printf("%2$s %1$s\n", "a", "b");
    errno = ENOENT;
    printf("%m|%30m|\n");
    printf("%d\n", puts("four"));
    printf("%d\n", fputs("", stdout));
    printf("%d ", snprintf(line, 5, "%p and more", none));
    printf("%s\n", line);
    printf("%d\n", printf("before %"));
    return 0;
}
