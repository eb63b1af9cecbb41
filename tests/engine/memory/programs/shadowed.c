// show: memory
int i = 1;
int main(void) {
    int i = 2, *outer = &i;
    {
        int i = 3, *inner = &i;
        // c-runner: snapshot
        i = 4;
    }
    return 0;
}
