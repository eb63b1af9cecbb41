// expect: ok
// stdin: one\nthree\n

#include <stdio.h>
#include <unistd.h>

/* A terminal gives one line a read. */
int main(void)
{
    char text[100];
    ssize_t n;
    while ((n = read(STDIN_FILENO, text, sizeof text)) > 0)
        printf("read %zd bytes\n", n);
    printf("read %zd\n", n);
    return 0;
}
