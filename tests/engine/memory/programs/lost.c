// show: memory
#include <stdlib.h>
#include <string.h>
int main(void) {
    char *a = malloc(6);
    strcpy(a, "first");
    a = strdup("second");
    char *middle = malloc(10);
    memcpy(middle, "123456789", 10);
    middle += 4;
    return 0;
}
