// show: memory
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int is_even = getpid() % 2 == 0;
    int never;
    printf("%d %d\n", (int)getpid(), is_even);
    return 0;
}
