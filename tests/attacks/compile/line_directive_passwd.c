// expect: compile-error
// require: /etc/passwd:1
// forbid: root:

/* To show the place of an error the compiler reads the file that is named here. */
#line 1 "/etc/passwd"
int main(void) { return undeclared; }
#line 1 "/proc/self/environ"
int more(void) { return undeclared; }
# 1 "/etc/shadow" 3 4
int other(void) { return unknown; }
