/* A main that returns nothing, against the rules: it is linked where a program has one. The status is then what the last
   call has left, which is in most programs one that prints. */

#include "host.h"

void main_without_result(void) __asm__("main");

int __main_void(void)
{
    main_without_result();
    return last_printed;
}
