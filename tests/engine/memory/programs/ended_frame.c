// show: memory
// flags: -w
int *address(void) { int local = 5; int *p = &local; return p; }
int main(void) {
    int *dangling = address();
    int *inner;
    {
        int block = 3;
        inner = &block;
    }
    return 0;
}
