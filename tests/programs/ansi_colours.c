// expect: ok

#include <stdio.h>

int main(void)
{
    printf("\033[31mred\033[0m \033[1;32mbold green\033[m\n");
    printf("\033[38;5;208morange\033[39m \033[48;2;0;0;80mblue ground\033[0m\n");
    printf("\033]0;a window title\a\033[2J\033[Hhome\n");
    return 0;
}
