// expect: ok
// require: constructor
// require: resolver
// require: main

#include <stdio.h>
#include <unistd.h>

/* Code that runs before main, under the same rules. */
static int two(void) { return 2; }
static int (*resolve(void))(void)
{
    static const char text[] = "resolver\n";
    return write(1, text, sizeof text - 1) > 0 ? two : NULL;
}
int chosen(void) __attribute__((ifunc("resolve")));

static void early(void) { puts("preinit"); }
static void (*preinit[])(void) __attribute__((section(".preinit_array"), used)) = { early };

__attribute__((constructor(101))) static void construct(void) { puts("constructor"); }

int main(void)
{
    puts("main");
    return chosen() - 2;
}
