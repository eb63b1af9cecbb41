// expect: SIGPIPE

#include <stdio.h>
#include <unistd.h>

/* Fails if whatever started the program left SIGPIPE ignored. */
int main(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    puts("writing to nobody");
    return write(ends[1], "x", 1) == 1 ? 2 : 3;
}
