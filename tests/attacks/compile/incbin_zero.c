// expect: any
// memory: 256M
// timeout: 2

__asm__(".incbin \"/dev/zero\", 0, 4000000000\n");
__asm__(".incbin \"/dev/urandom\"\n");

int main(void) { return 0; }
