// expect: output-limit
// stdio: pipes

#include <stdio.h>
#include <string.h>

/* One line of 64 MiB. */
int main(void)
{
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 64; i++)
        fwrite(block, 1, sizeof block, stdout);
    return 0;
}
