// expect: SIGSEGV

const int main = 0xc3;
