// expect: compile-error
// require: ::error file=x::

/* What the assembler is told to print, at the beginning of a line. */
__asm__(".print \"::error file=x::escaped\"\n.warning \"\033[2J</pre><script>\"\n.error \"##vso[task.x]\"\n");

int main(void) { return 0; }
