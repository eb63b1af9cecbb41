// show: memory
// steps: on
#include <stdio.h>
static int twice(int n) {
    int result = 2 * n;
    return result;
}
int main(void) {
    int sum = 0;
    for (int i = 1; i < 3; i++) {
        int part = twice(i);
        sum += part;
        printf("%d\n", sum);
    }
    return 0;
}
