// expect: any
// memory: 256M
// timeout: 2
// forbid: root:

/* C23 reads files in another way. */
static const unsigned char passwords[] = {
#embed "/etc/passwd"
};
static const unsigned char endless[] = {
#embed "/dev/zero" limit(1000000000)
};

int main(void) { return passwords[0] + endless[0]; }
