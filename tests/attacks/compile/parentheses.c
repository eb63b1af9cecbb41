// expect: any
// timeout: 3
// generate: "int x = " + "(" * 100_000 + "1" + ")" * 100_000 + ";\nint main(void) { return x - 1; }"
