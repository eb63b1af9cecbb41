// expect: any
// timeout: 500ms
// flags: -O2 -g
// generate: "".join(f"int f{i}(int x) {{ return x * {i}; }}\n" for i in range(30_000)) + "int main(void) { return f0(1); }"
