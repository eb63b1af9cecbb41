// expect: SIGSEGV

#include <stdio.h>

static int deeper(int level)
{
    volatile char room[1024];
    room[0] = (char)level;
    return level < 0 ? 0 : deeper(level + 1) + room[0];
}

int main(void)
{
    puts("down we go");
    return deeper(0);
}
