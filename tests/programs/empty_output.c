// expect: ok

int main(void)
{
    return 0;
}
