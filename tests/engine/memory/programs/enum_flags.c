// show: memory
enum permission { READ = 1, WRITE = 2, EXEC = 4, ALL = 7 };
enum sign { MINUS = -1, NONE, PLUS };
enum count { ZERO, ONE, TWO };
struct file { enum permission owner : 4, group : 4; enum sign sign; };
int main(void) {
    enum permission both = READ | EXEC, all = READ | WRITE | EXEC, nothing = 0, more = 9;
    enum sign minus = MINUS;
    enum count three = ONE | TWO;
    struct file file = {READ | WRITE, WRITE | EXEC, MINUS};
    return 0;
}
