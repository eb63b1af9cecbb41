// expect: ok

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int variable;

/* Starts itself again and compares: code, data, heap and library lie where they lay. */
int main(int argc, char *argv[])
{
    char text[4][24];
    uintptr_t now[4] = { (uintptr_t)main, (uintptr_t)&variable, (uintptr_t)malloc(100), (uintptr_t)stdout };
    const char *what[] = { "code", "data", "heap", "library" };
    if (argc == 5) {
        for (int i = 0; i < 4; i++)
            printf("%s: %s\n", what[i], strtoumax(argv[i + 1], NULL, 16) == now[i] ? "same" : "moved");
        return 0;
    }
    for (int i = 0; i < 4; i++)
        snprintf(text[i], sizeof text[i], "%" PRIxPTR, now[i]);
    execl(argv[0], argv[0], text[0], text[1], text[2], text[3], (char *)NULL);
    return 1;
}
