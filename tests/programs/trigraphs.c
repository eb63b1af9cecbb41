// expect: ok
// std: c17

??=include <stdio.h>

/* Strict ISO modes before C23 replace them, even in literals (and gcc warns). */
int main(void)
??<
    puts("What??!");
    return 0;
??>
