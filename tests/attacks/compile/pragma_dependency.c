// expect: any
// forbid: is newer
// forbid: root:

/* Tells whether a file exists and how old it is. */
#pragma GCC dependency "/etc/passwd"
#pragma GCC dependency "/root/.bashrc" has changed
#pragma GCC pch_preprocess "/etc/passwd"

int main(void) { return 0; }
