// expect: any
// timeout: 500ms
// flags: -O2
// generate: "int main(int c, char **v) { " + "".join(f"if (c * {i} > v[0][{i}]) c += {i};\n" for i in range(30_000)) + "}"
