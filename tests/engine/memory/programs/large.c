// show: memory
#include <stdlib.h>
int main(void) {
    int numbers[100];
    for (int i = 0; i < 100; i++)
        numbers[i] = i;
    char *buffer = malloc(100000);
    buffer[0] = 'x';
    for (int i = 0; i < 50; i++)
        malloc(i + 1);
    return 0;
}
