// show: memory
static int down(int n) {
    if (n == 0) {
        // c-runner: snapshot
        return 0;
    }
    return down(n - 1);
}
int main(void) {
    return down(60);
}
