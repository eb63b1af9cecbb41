// expect: any
// generate: "int main(void) { return " + "+".join(["undeclared"] * 100_000) + "; }"
