// show: memory
#include <setjmp.h>
static jmp_buf back;
static void deep(int n) {
    if (n == 0)
        longjmp(back, 7);
    deep(n - 1);
}
int main(void) {
    volatile int came = setjmp(back);
    if (!came)
        deep(3);
    // c-runner: snapshot
    return 0;
}
