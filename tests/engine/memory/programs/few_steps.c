// show: memory
// steps: 4
// expect: time-limit
// timeout: 0.3
int main(void) {
    int n = 0;
    for (;;)
        n++;
}
