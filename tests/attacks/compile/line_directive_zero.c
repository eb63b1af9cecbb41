// expect: any
// timeout: 2
// memory: 256M

#line 1000000000 "/dev/zero"
int main(void) { return undeclared; }
#line 2147483647 "/dev/urandom"
int more(void) { return undeclared; }
