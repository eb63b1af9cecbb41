// expect: compile-error
// forbid: root:

__asm__(".include \"/etc/passwd\"\n");

int main(void) { return 0; }
