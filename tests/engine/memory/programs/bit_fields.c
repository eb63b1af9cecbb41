// show: memory
struct flags { unsigned a : 1; unsigned b : 3; int c : 4; _Bool on : 1; unsigned long wide : 40; };
int main(void) {
    struct flags f = {1, 5, -3, 1, 123456789012};
    struct flags half;
    half.b = 2;
    return 0;
}
