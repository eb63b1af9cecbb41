// expect: any
// require: ::error file=x::

#include <stdio.h>

/* The linker prints what stands in this section when the function is called. */
static const char warning[] __attribute__((section(".gnu.warning.puts"), used)) =
    "\n::error file=x::escaped\033]0;title\a</pre><script>alert(1)</script>";

int main(void) { return puts("called") < 0; }
