// expect: any
// timeout: 500ms
// generate: "int main(void) { " + "{" * 50_000 + "}" * 50_000 + " return 0; }"
