// expect: ok
// args: --version -x -- --help

#include <stdio.h>

/* They look like options of whatever starts the program, but are its own. */
int main(int argc, char *argv[])
{
    for (int i = 1; i < argc; i++)
        puts(argv[i]);
    return 0;
}
