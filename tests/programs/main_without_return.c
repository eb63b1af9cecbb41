// expect: ok
// std: c17

#include <stdio.h>

/* Since C99 the closing brace of main returns 0, whatever printf returned. */
int main(void)
{
    printf("no return statement\n");
}
