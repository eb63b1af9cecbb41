// expect: ok
// stdin: abc\n
// require: read: abc

#include <stdio.h>
#include <sys/prctl.h>

/* /proc shows a name between parentheses, before the state: who parses it may be led astray. */
int main(void)
{
    char line[20] = "";
    prctl(PR_SET_NAME, ") R 1 1\n1 (a) S");
    if (!fgets(line, sizeof line, stdin))
        return 1;
    printf("read: %s", line);
    return 0;
}
