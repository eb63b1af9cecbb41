// show: memory
// A mark before a label is reached by jumps, too.
int main(void) {
    int n = 1;
    switch (n) {
    case 1:
        n = 5;
        // c-runner: snapshot
    default:
        n++;
    }
    if (n == 6)
        goto out;
    n = 0;
    // c-runner: snapshot
out:
    return n - 6;
}
