// show: memory
#include <string.h>
union number { int i; unsigned char bytes[4]; float f; };
struct tagged { enum { INT, TEXT } kind; union { int i; const char *text; }; };
int main(void) {
    union number n = {.f = 1.0f};
    struct tagged a = {INT, {.i = 5}}, b = {TEXT, {.text = "five"}};
    union { char small; long large; } part;
    memset(&part, 0xff, sizeof part);
    part.small = 'a';
    return 0;
}
