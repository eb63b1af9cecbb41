// expect: ok

#include <stdio.h>
#include <time.h>

int main(void)
{
    char text[60];
    const time_t moments[] = { 0, 1720000000 };
    for (int i = 0; i < 2; i++) {
        strftime(text, sizeof text, "%A %d %B %Y, %H:%M:%S %Z %z", localtime(&moments[i]));
        puts(text);
    }
    return 0;
}
