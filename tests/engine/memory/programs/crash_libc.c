// show: memory
// expect: SIGSEGV
// flags: -w
#include <string.h>
int main(void) {
    char *missing = 0;
    char target[4];
    strcpy(target, missing);
    return 0;
}
