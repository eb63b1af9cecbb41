// expect: any
// flags: -g
// forbid: root:

/* Names of files that something may open to show a line of them. */
__asm__(".file 1 \"/etc/passwd\"\n.loc 1 1 1\nnonsense\n");
__asm__(".file \"/etc/shadow\"\n.linefile 1 \"/etc/passwd\"\nnonsense\n");

int main(void) { return 0; }
