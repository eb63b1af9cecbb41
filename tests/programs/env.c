// expect: ok
// env: COLOUR=teal=blue

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    const char *names[] = { "COLOUR", "HOME", "USER" };
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        printf("%s: %s\n", names[i], value ? value : "(not set)");
    }
    return 0;
}
