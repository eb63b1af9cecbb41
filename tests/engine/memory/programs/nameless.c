// show: memory
// What has no name lies behind variables: literals, and compound literals. It is not the end of a variable.
struct point { int x, y; };
struct path { struct point from, *via; char tag[2]; };
const double pi = 3.14;
static const char *const names[] = {"x", "y"};
int main(int argc, char **argv, char **envp) {
    struct path path = {{1, 2}, &(struct point){9, 9}, "a"};
    int row[3] = {1, 2, 3}, *last = row + 3;
    struct point corners[2] = {{1, 1}, {2, 2}}, *end = corners + 2;
    char *behind = path.tag + 2;
    // c-runner: snapshot path, last, end, behind, names, envp
    return names[0][0] - 'x' + (end == 0) + (last == 0) + (behind == 0) + argc - 1 + (envp == argv);
}
