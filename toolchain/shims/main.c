/* A main with three parameters: the compiler gives those with fewer the names by which the library calls them. */

extern char **environ;

/* Weak: it is not there if the program has one with fewer parameters. */
__attribute__((weak)) int main_with_environment(int count, char **arguments, char **environment) __asm__("main");

int __main_argc_argv(int count, char **arguments)
{
    return main_with_environment(count, arguments, environ);
}
