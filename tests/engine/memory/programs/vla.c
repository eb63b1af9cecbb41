// show: memory
static int sum(int n, int values[n]) {
    int copy[n];
    int total = 0;
    for (int i = 0; i < n; i++)
        total += copy[i] = values[i];
    // c-runner: snapshot
    return total;
}
int main(void) {
    int values[] = {1, 2, 3};
    return sum(3, values) - 6;
}
