// expect: any
// timeout: 500ms
// flags: -fanalyzer
// generate: "int main(int c, char **v) { char *p; " + "".join(f"if (v[{i}]) p = __builtin_malloc({i}); else __builtin_free(p);" for i in range(1_000)) + "}"
