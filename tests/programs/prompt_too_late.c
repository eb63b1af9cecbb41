// expect: ok
// stdin: Ada\n

#include <stdio.h>
#include <unistd.h>

/* scanf flushes the prompt, read(2) knows nothing of stdio: the prompt comes after the answer. */
int main(void)
{
    char name[20];
    printf("Name? ");
    ssize_t n = read(STDIN_FILENO, name, sizeof name);
    printf("Hello, %.*s\n", (int)n - 1, name);
    return 0;
}
