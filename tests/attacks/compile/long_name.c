// expect: any
// generate: "int main(void) { return " + "x" * 2_000_000 + "; }"
