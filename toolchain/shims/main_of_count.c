/* A main with one parameter, the number of arguments: the compiler leaves it a name by which the library does not call it.
   Weak: what looked like one may be a call. */

__attribute__((weak)) int main_of_count(int count) __asm__("main");

int __main_argc_argv(int count, char **arguments)
{
    (void)arguments;
    return main_of_count(count);
}
