// expect: ok

#include <stdio.h>

int main(void)
{
    for (int percent = 0; percent <= 100; percent += 50)
        printf("\r%3d %%", percent);
    printf("\ndone\r\n");
    return 0;
}
