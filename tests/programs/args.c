// expect: ok
// args: plain 'two words' "it's" '' back\ slash $HOME *

#include <stdio.h>

/* Split as a shell would, but nothing is expanded. */
int main(int argc, char *argv[])
{
    for (int i = 0; i < argc; i++)
        printf("%d [%s]\n", i, argv[i]);
    printf("%s\n", argv[argc] ? "no end" : "end");
    return 0;
}
