// expect: output-limit
// generate: "".join(f"static int {'x' * 200}{i};\n" for i in range(5_000))

/* Errors are counted, warnings are not. */
int main(void) { return 0; }
