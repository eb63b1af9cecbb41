// expect: any
// generate: b'const char *\xff\xfe = "\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80";\nint main(void) { return 0; }\n'
