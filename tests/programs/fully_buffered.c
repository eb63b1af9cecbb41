// expect: ok

#include <stdio.h>

/* With a full buffer on the terminal all of stdout comes at the end. */
int main(void)
{
    setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
    printf("stdout 1\n");
    fprintf(stderr, "stderr 1\n");
    printf("stdout 2\n");
    fprintf(stderr, "stderr 2\n");
    return 0;
}
