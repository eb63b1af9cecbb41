// expect: SIGABRT

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    puts("giving up");
    abort();
}
