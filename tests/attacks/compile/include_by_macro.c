// expect: compile-error
// require: No such file
// forbid: root:

#define STRING(x) #x
#define PATH(x) STRING(/etc/x)
#include PATH(passwd)
#include_next "/etc/passwd"
#import "/etc/hostname"

int main(void) { return 0; }
