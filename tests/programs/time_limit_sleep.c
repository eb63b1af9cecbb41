// expect: time-limit
// timeout: 1

#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("lost with the buffer");
    fprintf(stderr, "good night\n");
    sleep(60);
    return 0;
}
