// show: memory
#include <stdio.h>
int main(void) {
    int n;
    int odd = 0;
    if (n & 1)
        odd = 1;
    int after = 2;
    return 0;
}
