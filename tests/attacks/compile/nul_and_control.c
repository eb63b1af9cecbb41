// expect: any
// generate: b'int main(void) { return 0;\0\x01\x1b\x7f\r\n\f\v}\n\x1a'
