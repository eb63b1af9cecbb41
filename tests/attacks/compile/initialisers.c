// expect: any
// timeout: 500ms
// memory: 512M
// generate: "int main(void) { return sizeof (int[]) {" + "1," * 1_000_000 + "} == 0; }"
