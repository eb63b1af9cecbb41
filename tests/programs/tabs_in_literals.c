// expect: ok

#include <stdio.h>
#include <string.h>

/* A real tab stands between the words of the first literal. */
int main(void)
{
    const char *row = "left	right";
    printf("%s\n%zu bytes, tab at %td\n", row, strlen(row), strchr(row, '\t') - row);
	puts("	\tindented");
    return 0;
}
