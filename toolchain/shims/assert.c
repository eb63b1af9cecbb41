/* The message of a failed assertion, as glibc writes it for a program that is called a.out. */

#include <stdio.h>
#include <stdlib.h>

_Noreturn void __assert_fail(const char *text, const char *file, int line, const char *function)
{
    const char *in = function ? function : "";
    fprintf(stderr, "a.out: %s:%d: %s%sAssertion `%s' failed.\n", file, line, in, *in ? ": " : "", text);
    abort();
}
