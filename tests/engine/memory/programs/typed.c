// show: memory output
// stdin: 3 4\n
// args: -v "two words"
#include <stdio.h>
int main(int argc, char **argv) {
    int a, b;
    printf("Numbers: ");
    if (scanf("%d %d", &a, &b) != 2)
        return 1;
    char *last = argv[argc - 1];
    // c-runner: snapshot
    printf("%d\n", a + b);
    return 0;
}
