// show: memory
static int fact(int n) {
    if (n == 1) {
        // c-runner: snapshot
        return 1;
    }
    int smaller = fact(n - 1);
    return n * smaller;
}
int main(void) {
    int result = fact(3);
    return result - 6;
}
