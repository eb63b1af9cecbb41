// expect: any
// timeout: 500ms
// generate: "int " + "*" * 100_000 + "p;\nint main(void) { return 0; }"
