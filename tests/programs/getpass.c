// expect: ok
// stdin: sesame\nno more secrets\n

#define _DEFAULT_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* There is no /dev/tty: getpass asks on stderr and reads stdin, with the echo off meanwhile. */
int main(void)
{
    char line[80];
    char *password = getpass("Password: ");
    if (!password)
        return 1;
    printf("%zu letters\n", strlen(password));
    if (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    return 0;
}
