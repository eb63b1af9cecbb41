/* A main that returns nothing, against the rules: it is linked where a program has one. On Linux, its status is chance. */

void main_without_result(void) __asm__("main");

int __main_void(void)
{
    main_without_result();
    return 0;
}
