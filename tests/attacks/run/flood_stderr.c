// expect: output-limit
// stdio: pipes

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Goes on when nobody reads any more. */
int main(void)
{
    static char block[1 << 20];
    signal(SIGPIPE, SIG_IGN);
    memset(block, '\n', sizeof block);
    for (int i = 0; i < 64; i++)
        if (write(2, block, sizeof block) < 0)
            continue;
    return 0;
}
