// expect: compile-error
// flags: -Werror

int main(void)
{
    int unused = 0;
    return 0;
}
