// show: memory
int main(void) {
    char ended[8] = "hi";
    char full[3] = {'a', 'b', 'c'};
    char escaped[] = "tab\t\"q\"\\\n";
    char utf8[] = "größe";
    char empty[4] = "";
    char *names[] = {"one", "two", 0};
    char one = 'x', control = '\n', negative = -1;
    unsigned char byte = 200;
    char words[2][6] = {"ab", "cd"};
    char *into = ended + 1;
    char lengthy[] = "The quick brown fox jumps over the lazy dog and runs away";
    return 0;
}
