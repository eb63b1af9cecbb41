// expect: exit 4
// stdio: pipes

#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("results\n");
    fprintf(stderr, "progress\n");
    printf("more results\n");
    fprintf(stderr, "%s\n", isatty(1) || isatty(2) ? "terminal" : "no terminal");
    return 4;
}
