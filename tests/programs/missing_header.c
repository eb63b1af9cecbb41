// expect: compile-error

#include <stdio.h>
#include "vector.h"

int main(void)
{
    return 0;
}
