// expect: compile-error

int Main(void)
{
    return 0;
}
