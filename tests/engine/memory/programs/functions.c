// show: memory
static int twice(int x) { return 2 * x; }
static int square(int x) { return x * x; }
typedef int (*function)(int);
struct operation { const char *name; function f; };
static const struct operation table[] = {{"twice", twice}, {"square", square}, {0, 0}};
int main(void) {
    function f = twice;
    int (*g[2])(int) = {square, 0};
    const struct operation *chosen = &table[1];
    return f(1) + g[0](2) - 6;
}
